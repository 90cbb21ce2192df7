package main

import (
	"os"
	"strings"
	"sync/atomic"
	"time"
)

// write sends one shape of requests for as long as the window is open.
func write() report {
	s := shapeOf(*shapeName)
	made := createRuns()
	all := make([][]serie, len(made))
	for r := range made {
		all[r] = serieses(r, s.series)
	}
	rooms := make([][]byte, *connections)
	tallies, r := drive(func(worker, i int, out []byte) ([]byte, int) {
		run := worker
		if *givenRun != "" {
			run, i = 0, i**connections+worker
		}
		out, rooms[worker] = s.request(out, rooms[worker], made[run], all[run], i)
		return out, s.points()
	})
	if !*blind {
		r["checked"] = checkWritten(s, made, all, tallies)
	}
	return r
}

func createRuns() []string {
	if *givenRun != "" {
		return []string{*givenRun}
	}
	c := &caller{}
	defer c.close()
	experiment := experimentFor(c)
	made := make([]string, *connections)
	for i := range made {
		made[i] = c.createRun(&tally{}, experiment, i)
	}
	return made
}

func experimentFor(c *caller) string {
	if *blind {
		return "0"
	}
	return c.createExperiment()
}

// store writes whole runs: created; params and tags in as few calls as MLflow's limits allow; steps in calls of at most 1000
// metrics; ended. The latencies, and the points, are those of the metrics' log-batch; req_s and failed are of all requests.
func store() report {
	c := &caller{}
	experiment := experimentFor(c)
	c.close()
	others := make([]*tally, *connections)
	made := make([]string, *runs)
	names := trainingNames(*series)
	var turn atomic.Int64
	begun, cpu := time.Now(), cpuSeconds()
	tallies := each(func(worker int, t *tally) {
		others[worker] = &tally{}
		c := &caller{}
		defer c.close()
		for i := int(turn.Add(1) - 1); i < *runs; i = int(turn.Add(1) - 1) {
			made[i] = c.createRun(others[worker], experiment, i)
			c.writeRun(t, others[worker], made[i], i, names, begun.Add(*deadline))
		}
	})
	seconds := time.Since(begun).Seconds()
	r, rest := summary(tallies, seconds, cpuSeconds()-cpu), summary(others, seconds, 0)
	for _, k := range []string{"ok", "failed"} {
		r[k] = r[k].(int) + rest[k].(int)
	}
	r["req_s"] = round(float64(r["ok"].(int))/seconds, 1)
	keepRuns(made)
	if !*blind {
		r["checked"] = checkStored(made, names)
	}
	return r
}

func (c *caller) writeRun(metrics, rest *tally, run string, i int, names []string, end time.Time) {
	for from := 0; from < max(*params, *tags); from += labelsMax {
		c.post(rest, "runs/log-batch", labels(run, i, from), 0)
	}
	var body []byte
	all := serieses(i, names)
	for step := 0; step < *steps; step += *batchSteps {
		n := min(*batchSteps, *steps-step)
		for from := 0; from < len(all); from += metricsMax {
			part := all[from:min(from+metricsMax, len(all))]
			body = batch(body, run, part, step, n)
			c.post(metrics, "runs/log-batch", body, len(part)*n)
		}
		if time.Now().After(end) {
			die("the store was not written before the deadline")
		}
	}
	c.endRun(rest, run)
}

// searchable writes runs to search by, all of one experiment: 20 metrics, 20 params, 5 tags in one log-batch each.
func searchable() report {
	c := &caller{}
	experiment := experimentFor(c)
	c.close()
	made := make([]string, *runs)
	var turn atomic.Int64
	begun, cpu := time.Now(), cpuSeconds()
	tallies := each(func(_ int, t *tally) {
		c := &caller{}
		defer c.close()
		for i := int(turn.Add(1) - 1); i < *runs; i = int(turn.Add(1) - 1) {
			made[i] = c.createRun(t, experiment, i)
			c.post(t, "runs/log-batch", described(made[i], i), searchedMetrics)
			if time.Since(begun) > *deadline {
				die("the runs were not written before the deadline")
			}
		}
	})
	r := summary(tallies, time.Since(begun).Seconds(), cpuSeconds()-cpu)
	r["experiment"] = experiment
	keepRuns(made)
	return r
}

// postAgain sends the same body for as long as the window is open.
func postAgain() report {
	body, err := os.ReadFile(*bodyFile)
	if err != nil {
		die(err.Error())
	}
	_, r := drive(func(_, _ int, out []byte) ([]byte, int) { return post(out, *path, body), 0 })
	return r
}

// getScattered spreads the requests of all workers over the paths, without two workers in step.
func getScattered() report {
	text, err := os.ReadFile(*paths)
	if err != nil {
		die(err.Error())
	}
	all := strings.Fields(string(text))
	_, r := drive(func(worker, i int, out []byte) ([]byte, int) {
		return get(out, all[(i*7919+worker*104729)%len(all)]), 0
	})
	return r
}
