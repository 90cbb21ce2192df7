package main

import (
	"bytes"
	"fmt"
	"math/bits"
	"strconv"
)

const (
	api        = "/api/2.0/mlflow/"
	firstTime  = 1760000000000 // milliseconds; the i-th point of a series comes 100 i later
	timeApart  = 100
	metricsMax = 1000 // of a log-batch, as MLflow allows
	labelsMax  = 100  // params, and tags, of a log-batch
)

// serie is one series of one run; its points are a function of their index alone, so that they can be checked afterwards.
type serie struct {
	name string
	head string // how the JSON of each point begins
	salt uint64
}

func serieses(run int, names []string) []serie {
	all := make([]serie, len(names))
	for k, name := range names {
		all[k] = serie{name, `{"key":"` + name + `","value":`, mix(mix(uint64(run)) + uint64(k))}
	}
	return all
}

// mix scatters a number over 64 bits (splitmix64).
func mix(x uint64) uint64 {
	x += 0x9E3779B97F4A7C15
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

// value appends the i-th value of a falling loss curve, 1/(i+1) plus noise between 0.01 and 0.03, with 18 decimals.
// It is made in units of 2^-60, because formatting a float costs five times as much. For f32 all but the leading 24 bits are
// dropped; from 2^-7 on, 18 decimals are enough to read back exactly what is left.
func value(out []byte, salt uint64, i int) []byte {
	const one = 1 << 60
	noise, _ := bits.Mul64(mix(salt+uint64(i)), one/50)
	v := one/uint64(i+1) + one/100 + noise
	if *values == "f32" {
		low := bits.Len64(v) - 24
		v = v >> low << low
	}
	high, low := bits.Mul64(v, 1e18)
	decimals := (high<<4 | low>>60) + low>>59&1 // v × 10^18 / 2^60, rounded
	out = append(out, byte('0'+decimals/1e18), '.')
	return nineDigits(nineDigits(out, decimals/1e9%1e9), decimals%1e9)
}

func nineDigits(out []byte, n uint64) []byte {
	var digits [9]byte
	for i := 7; i > 0; i -= 2 {
		two := n % 100
		n /= 100
		digits[i], digits[i+1] = byte('0'+two/10), byte('0'+two%10)
	}
	digits[0] = byte('0' + n)
	return append(out, digits[:]...)
}

// stamp appends what follows the value in a point's JSON.
func stamp(out []byte, i int) []byte {
	out = append(out, `,"timestamp":`...)
	out = strconv.AppendInt(out, firstTime+int64(i)*timeApart, 10)
	out = append(out, `,"step":`...)
	out = strconv.AppendInt(out, int64(i), 10)
	return append(out, '}')
}

// batch makes the body of a log-batch: n points of each series, from the i-th on.
func batch(out []byte, run string, all []serie, i, n int) []byte {
	out = append(out[:0], `{"run_id":"`...)
	out = append(out, run...)
	out = append(out, `","metrics":[`...)
	var room [80]byte
	for ; n > 0; i, n = i+1, n-1 {
		end := append(stamp(room[:0], i), ',')
		for _, s := range all {
			out = append(out, s.head...)
			out = value(out, s.salt, i)
			out = append(out, end...)
		}
	}
	out[len(out)-1] = ']' // over the last comma
	return append(out, '}')
}

// metric makes the body of a log-metric: the i-th point of a series.
func metric(out []byte, run string, s serie, i int) []byte {
	out = append(out[:0], `{"run_id":"`...)
	out = append(out, run...)
	out = append(out, `",`...)
	out = append(out, s.head[1:]...)
	return stamp(value(out, s.salt, i), i)
}

// shape is how a writer cuts its points into requests.
type shape struct {
	series []string
	steps  int // of each series in a request
	single bool
}

func shapeOf(name string) shape {
	switch name {
	case "keys1000":
		return shape{series: numbered("metric_", 1000), steps: 1}
	case "keys100":
		return shape{series: numbered("metric_", 100), steps: 1}
	case "series1000":
		return shape{series: []string{"loss"}, steps: 1000}
	case "loop10":
		return shape{series: numbered("metric_", 10), steps: 1}
	case "single":
		return shape{series: []string{"loss"}, steps: 1, single: true}
	}
	die("unknown shape " + name)
	return shape{}
}

// request makes the i-th request to a run.
func (s shape) request(out, room []byte, run string, all []serie, i int) (request, roomAgain []byte) {
	if s.single {
		room = metric(room, run, all[0], i)
		return post(out, api+"runs/log-metric", room), room
	}
	room = batch(room, run, all, i*s.steps, s.steps)
	return post(out, api+"runs/log-batch", room), room
}

func (s shape) points() int { return len(s.series) * s.steps }

func numbered(prefix string, n int) []string {
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%s%03d", prefix, i)
	}
	return names
}

// trainingNames are the series that the training of a language model logs, the same in every run.
func trainingNames(n int) []string {
	parts := []string{"attn.q", "attn.k", "attn.v", "attn.o", "mlp.up", "mlp.gate", "mlp.down", "norm.1", "norm.2"}
	statistics := []string{"grad_norm", "weight_norm", "update_ratio", "act_mean", "act_std"}
	names := []string{"train/loss", "val/loss", "val/accuracy", "lr", "grad_norm", "tokens_per_second"}
	for i := 0; len(names) < n; i++ {
		part, layer := i/len(statistics)%len(parts), i/len(statistics)/len(parts)
		names = append(names, fmt.Sprintf("layer.%d/%s/%s", layer, parts[part], statistics[i%len(statistics)]))
	}
	return names[:n]
}

const searchedMetrics, searchedParams, searchedTags = 20, 20, 5

// described makes the body of a log-batch that describes the i-th run of a search: one in 4 has p1 = 'x', and half have
// m1 > 0.5.
func described(run string, i int) []byte {
	number := func(k int) float64 { return float64(mix(uint64(i)*1_000_003+uint64(k))%1_000_000_007) / 1_000_000_007 }
	out := fmt.Appendf(nil, `{"run_id":"%s","metrics":[`, run)
	for k := range searchedMetrics {
		out = fmt.Appendf(out, `{"key":"m%d","value":%v,"timestamp":%d,"step":100},`, k, number(k), 1764000000000+i*1000)
	}
	out = append(bytes.TrimSuffix(out, []byte(",")), `],"params":[`...)
	for k := range searchedParams {
		value := fmt.Sprintf("%.6g", number(searchedMetrics+k))
		if k == 1 {
			value = "xyzw"[i%4 : i%4+1]
		}
		out = fmt.Appendf(out, `{"key":"p%d","value":"%s"},`, k, value)
	}
	out = append(bytes.TrimSuffix(out, []byte(",")), `],"tags":[`...)
	for k := range searchedTags {
		out = fmt.Appendf(out, `{"key":"t%d","value":"value %d of %d"},`, k, k, i%100)
	}
	return append(bytes.TrimSuffix(out, []byte(",")), `]}`...)
}

// labels makes the body of a log-batch of params and tags of the i-th run, those from the given number on.
func labels(run string, i, from int) []byte {
	out := fmt.Appendf(nil, `{"run_id":"%s","params":[`, run)
	groups := []string{"model", "data", "optimizer", "schedule", "trainer"}
	for k := from; k < min(from+labelsMax, *params); k++ {
		number := float64(mix(uint64(k+i%7))%10000) / 1e4
		out = fmt.Appendf(out, `{"key":"%s.option_%02d","value":"%.4g"},`, groups[k%5], k/5, number)
	}
	out = append(bytes.TrimSuffix(out, []byte(",")), `],"tags":[`...)
	for k := from; k < min(from+labelsMax, *tags); k++ {
		out = fmt.Appendf(out, `{"key":"cluster.label_%02d","value":"node %d, attempt %d"},`, k, i%16, k%3)
	}
	return append(bytes.TrimSuffix(out, []byte(",")), `]}`...)
}
