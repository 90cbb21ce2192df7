package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
)

// historyMax is how long a series may be to be counted by reading it: a slow server takes half a minute for a million points.
// Where the server tells lengths in Foundry's words, every series is counted.
const historyMax = 100_000

const historyPage = 25_000 // the most that MLflow gives at once

// expected is what a series must hold: between what was acknowledged and what was sent, which differ only by failures.
type expected struct {
	run                  string
	serie                serie
	pointsMin, pointsMax int
	lastMin, lastMax     int // of the last step
}

// checkWritten reads a few series of each run back and gives how many it found right; a wrong one ends the loader.
func checkWritten(s shape, made []string, all [][]serie, tallies []*tally) int {
	checked := 0
	for r, run := range made {
		e := expected{run: run}
		if *givenRun == "" {
			e.expect(s, tallies[r], 1, 0)
		} else {
			for w, t := range tallies {
				e.expect(s, t, *connections, w)
			}
		}
		if e.pointsMin > 0 {
			checked += check(e, fewOf(all[r]))
		}
	}
	if checked == 0 {
		die("nothing was acknowledged, so nothing could be checked")
	}
	return checked
}

// expect adds what one connection wrote, whose requests were those with the numbers offset, offset + stride, ….
func (e *expected) expect(s shape, t *tally, stride, offset int) {
	last := func(requests int) int { return ((requests-1)*stride+offset+1)*s.steps - 1 }
	e.pointsMin += t.answered * s.steps
	e.pointsMax += t.sent * s.steps
	e.lastMin = max(e.lastMin, last(t.answered))
	e.lastMax = max(e.lastMax, last(t.sent))
}

func checkStored(made []string, names []string) int {
	checked := 0
	for _, r := range few(len(made)) {
		e := expected{run: made[r], pointsMin: *steps, pointsMax: *steps, lastMin: *steps - 1, lastMax: *steps - 1}
		checked += check(e, fewOf(serieses(r, names)))
	}
	return checked
}

// fewOf picks the first, the middle and the last.
func fewOf(all []serie) []serie {
	var picked []serie
	for _, i := range few(len(all)) {
		picked = append(picked, all[i])
	}
	return picked
}

func few(n int) []int { return slices.Compact([]int{0, n / 2, n - 1}) }

type runData struct {
	Run struct {
		Data struct {
			Metrics []struct {
				Key   string
				Value float64
				Step  json.Number
			}
			Tags []struct{ Key, Value string }
		}
	}
}

func check(e expected, all []serie) int {
	c := &caller{}
	defer c.close()
	run := into[runData](c.get(api + "runs/get?run_id=" + e.run))
	lengths := c.lengths(run)
	for _, s := range all {
		e.serie = s
		e.checkLast(run)
		e.checkLength(c, lengths)
	}
	return len(all)
}

func (e expected) checkLast(run runData) {
	for _, m := range run.Run.Data.Metrics {
		if m.Key != e.serie.name {
			continue
		}
		step, err := strconv.Atoi(m.Step.String())
		if err != nil || step < e.lastMin || step > e.lastMax {
			e.wrong(fmt.Sprintf("its last step is %s, not within %d to %d", m.Step, e.lastMin, e.lastMax))
		}
		if want, _ := strconv.ParseFloat(string(value(nil, e.serie.salt, step)), 64); m.Value != want {
			e.wrong(fmt.Sprintf("its last value is %v, not %v", m.Value, want))
		}
		return
	}
	e.wrong("it is not there")
}

func (e expected) checkLength(c *caller, lengths map[string]int) {
	length, known := lengths[e.serie.name]
	if !known && e.pointsMax > historyMax {
		return
	}
	if !known {
		length = c.historyLength(e.run, e.serie.name)
	}
	if length < e.pointsMin || length > e.pointsMax {
		e.wrong(fmt.Sprintf("it has %d points, not %d to %d", length, e.pointsMin, e.pointsMax))
	}
}

func (e expected) wrong(why string) {
	die(fmt.Sprintf("WRONG ANSWER: series %s of run %s: %s", e.serie.name, e.run, why))
}

// lengths asks Foundry's Get Experiment, where the run says how it is called there; else it knows none.
func (c *caller) lengths(run runData) map[string]int {
	rids := map[string]string{}
	for _, t := range run.Run.Data.Tags {
		rids[t.Key] = t.Value
	}
	model, experiment := rids["assay.modelRid"], rids["assay.experimentRid"]
	if model == "" || experiment == "" {
		return nil
	}
	type experimentData struct {
		Series []struct {
			Name   string
			Length int
		}
	}
	read := into[experimentData](c.get("/api/v2/models/" + model + "/experiments/" + experiment + "?preview=true"))
	lengths := map[string]int{}
	for _, s := range read.Series {
		lengths[s.Name] = s.Length
	}
	return lengths
}

func (c *caller) historyLength(run, name string) int {
	type history struct {
		Metrics []struct{}
		Next    string `json:"next_page_token"`
	}
	query := url.Values{"run_id": {run}, "metric_key": {name}, "max_results": {strconv.Itoa(historyPage)}}
	for length := 0; ; {
		page := into[history](c.get(api + "metrics/get-history?" + query.Encode()))
		length += len(page.Metrics)
		if page.Next == "" || length > historyMax {
			return length
		}
		query.Set("page_token", page.Next)
	}
}
