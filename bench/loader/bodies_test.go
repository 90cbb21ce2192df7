package main

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
)

func TestValuesFollowTheCurveInTheirKind(t *testing.T) {
	defer func(kind string) { *values = kind }(*values)
	const points = 1_000_000
	for _, *values = range []string{"f32", "f64"} {
		fullDoubles := 0
		for i := range points {
			x, err := strconv.ParseFloat(string(value(nil, mix(uint64(i)), i%5000)), 64)
			curve := 1 / float64(i%5000+1)
			if err != nil || x < curve+0.0099 || x > curve+0.0301 {
				t.Fatal(*values, i, x, err)
			}
			if x != float64(float32(x)) {
				fullDoubles++
			}
		}
		if *values == "f32" && fullDoubles > 0 || *values == "f64" && fullDoubles < points/100*99 {
			t.Fatal(*values, fullDoubles)
		}
	}
}

func TestEachShapeCarriesThePointsThatItClaims(t *testing.T) {
	for _, name := range []string{"keys1000", "keys100", "series1000", "loop10", "single"} {
		s := shapeOf(name)
		all := serieses(3, s.series)
		request, _ := s.request(nil, nil, "0123", all, 7)
		_, body, _ := strings.Cut(string(request), "\r\n\r\n")
		if got := strings.Count(body, `"step":`); got != s.points() {
			t.Error(name, "has", got, "points, not", s.points())
		}
		if !json.Valid([]byte(body)) {
			t.Error(name, "is no JSON:", body[:200])
		}
	}
}

func TestSuccessiveRequestsContinueASeries(t *testing.T) {
	s := shapeOf("series1000")
	request, _ := s.request(nil, nil, "0123", serieses(0, s.series), 2)
	if !strings.Contains(string(request), `"step":2000}`) || !strings.Contains(string(request), `"step":2999}]}`) {
		t.Error("the third request is not steps 2000 to 2999")
	}
}

func TestLabelsAreCutAtTheLimitOfABatch(t *testing.T) {
	defer func(p, g int) { *params, *tags = p, g }(*params, *tags)
	*params, *tags = 150, 50
	for from, want := range map[int]int{0: 150, 100: 50} {
		body := labels("0123", 1, from)
		if got := strings.Count(string(body), `"key"`); got != want || !json.Valid(body) {
			t.Errorf("from %d on: %d labels, not %d, in %s", from, got, want, body)
		}
	}
}

func BenchmarkKeys1000(b *testing.B) {
	s := shapeOf("keys1000")
	all := serieses(0, s.series)
	var out, room []byte
	for i := range b.N {
		out, room = s.request(out, room, "0123456789abcdef0123456789abcdef", all, i)
	}
}

func TestOneRunInEightMatchesTheSearch(t *testing.T) {
	type body struct {
		Metrics []struct {
			Key   string
			Value float64
		}
		Params, Tags []struct{ Key, Value string }
	}
	matching := 0
	const runs = 10_000
	for i := range runs {
		var d body
		if err := json.Unmarshal(described("0123", i), &d); err != nil {
			t.Fatal(err)
		}
		if len(d.Metrics) != searchedMetrics || len(d.Params) != searchedParams || len(d.Tags) != searchedTags {
			t.Fatal(len(d.Metrics), len(d.Params), len(d.Tags))
		}
		if d.Metrics[1].Key == "m1" && d.Metrics[1].Value > 0.5 && d.Params[1].Key == "p1" && d.Params[1].Value == "x" {
			matching++
		}
	}
	if matching < runs/8-200 || matching > runs/8+200 {
		t.Fatal(matching)
	}
}
