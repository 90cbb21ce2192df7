package main

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"
)

const (
	triesMax   = 20
	triesApart = 100 * time.Millisecond
)

// caller insists: a request that fails is counted and sent again, up to triesMax times.
type caller struct {
	client
	out []byte
}

func (c *caller) post(t *tally, path string, body []byte, points int) []byte {
	c.out = post(c.out, api+path, body)
	return c.insist(t, path, points)
}

func (c *caller) get(path string) []byte {
	c.out = get(c.out, path)
	return c.insist(&tally{}, path, 0)
}

func (c *caller) insist(t *tally, path string, points int) []byte {
	var a attempt
	for range triesMax {
		begun := time.Now()
		a = attempt{points: points, out: len(c.out)}
		a.status, a.in, a.err = c.do(c.out, true)
		if t.add(time.Since(begun), a) {
			return c.answer
		}
		time.Sleep(triesApart)
	}
	die(fmt.Sprintf("%s: status %d, %v, %.200s", path, a.status, a.err, c.answer))
	return nil
}

// into reads an answer as JSON.
func into[T any](answer []byte) T {
	var read T
	if err := json.Unmarshal(answer, &read); err != nil {
		die(fmt.Sprintf("no JSON: %.200s", answer))
	}
	return read
}

func (c *caller) createExperiment() string {
	type created struct {
		ID string `json:"experiment_id"`
	}
	name := fmt.Appendf(nil, `{"name":"load-%d"}`, time.Now().UnixNano())
	return into[created](c.post(&tally{}, "experiments/create", name, 0)).ID
}

// createRun makes the i-th run of an experiment. A server that keeps nothing is asked all the same.
func (c *caller) createRun(t *tally, experiment string, i int) string {
	type created struct {
		Run struct {
			Info struct {
				ID string `json:"run_id"`
			}
		}
	}
	body := fmt.Appendf(nil, `{"experiment_id":"%s","run_name":"run-%06d","start_time":%d}`, experiment, i, firstTime+i*1000)
	answer := c.post(t, "runs/create", body, 0)
	if *blind {
		return fmt.Sprintf("%032x", mix(uint64(i)))
	}
	id := into[created](answer).Run.Info.ID
	if id == "" {
		die("runs/create gave no run id")
	}
	return id
}

func (c *caller) endRun(t *tally, run string) {
	body := fmt.Appendf(nil, `{"run_id":"%s","status":"FINISHED","end_time":%d}`, run, firstTime+3_600_000)
	c.post(t, "runs/update", body, 0)
}

func keepRuns(made []string) {
	if *runsOut == "" {
		return
	}
	if err := os.WriteFile(*runsOut, []byte(strings.Join(made, "\n")+"\n"), 0o644); err != nil {
		die(err.Error())
	}
}
