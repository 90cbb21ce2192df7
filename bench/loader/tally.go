package main

import (
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	lateAfter = time.Millisecond
	failedMax = 100 // failures of one connection after which it gives up
)

// tally is what one connection counted within the window.
type tally struct {
	took         []time.Duration
	ok, failed   int
	late, missed int
	points       int64
	in, out      int64
	firstFailure string

	// What the server must have at the end, window or not: see check.
	sent, answered int
}

func (t *tally) add(took time.Duration, a attempt) bool {
	t.took = append(t.took, took)
	t.in += int64(a.in)
	t.out += int64(a.out)
	if a.ok() {
		t.ok++
		t.points += int64(a.points)
		return true
	}
	t.failed++
	if t.firstFailure == "" {
		t.firstFailure = fmt.Sprintf("status %d, %v", a.status, a.err)
	}
	return false
}

// attempt is one request and what came of it.
type attempt struct {
	status, in, out, points int
	err                     error
}

func (a attempt) ok() bool { return a.err == nil && a.status == 200 }

// supply makes the i-th request of a worker in the room of out, and says how many points it carries; nil ends the worker.
type supply func(worker, i int, out []byte) ([]byte, int)

// window is the stretch of time that counts.
type window struct{ start, from, end time.Time }

func opened() window {
	start := time.Now().Add(10 * time.Millisecond)
	from := start.Add(*warm)
	return window{start, from, from.Add(*duration)}
}

// each runs work on every connection, at once, and gives what they counted.
func each(work func(worker int, t *tally)) []*tally {
	tallies := make([]*tally, *connections)
	var all sync.WaitGroup
	for w := range tallies {
		tallies[w] = &tally{took: make([]time.Duration, 0, 1<<14)}
		all.Go(func() { work(w, tallies[w]) })
	}
	all.Wait()
	return tallies
}

// drive sends what next supplies for as long as the window is open: as fast as the answers come, or at -rate.
func drive(next supply) ([]*tally, report) {
	w, cpu := opened(), cpuSeconds()
	work := func(worker int, t *tally) { flatOut(w, next, worker, t) }
	if *rate > 0 {
		var turn atomic.Int64
		work = func(worker int, t *tally) { paced(w, next, &turn, worker, t) }
	}
	tallies := each(work)
	return tallies, summary(tallies, duration.Seconds(), cpuSeconds()-cpu)
}

func flatOut(w window, next supply, worker int, t *tally) {
	c := &client{}
	defer c.close()
	var out []byte
	for i := 0; t.failed <= failedMax; i++ {
		var a attempt
		if out, a.points = next(worker, i, out); out == nil {
			return
		}
		begun := time.Now()
		if !begun.Before(w.end) {
			return
		}
		a = c.send(out, a.points, t)
		done := time.Now()
		if done.After(w.end) { // too late for the throughput; but a stall up to the end must show
			t.took = append(t.took, done.Sub(begun))
			return
		}
		if !done.Before(w.from) {
			t.add(done.Sub(begun), a)
		}
	}
}

// paced sends requests when they are due, the k-th at start + k/rate, each on the connection that is free first. The latency
// runs from the due time, so that a stall is paid for by every request that it held up. A request that found no connection
// before the end is missed, and counts with the time that it had waited by then.
func paced(w window, next supply, turn *atomic.Int64, worker int, t *tally) {
	c := &client{}
	defer c.close()
	var out []byte
	for i := 0; ; {
		due := w.start.Add(time.Duration(float64(turn.Add(1)-1) / *rate * float64(time.Second)))
		if !due.Before(w.end) {
			return
		}
		counts := !due.Before(w.from)
		if !time.Now().Before(w.end) {
			if counts {
				t.missed++
				t.took = append(t.took, w.end.Sub(due))
			}
			continue
		}
		var points int
		out, points = next(worker, i, out)
		i++
		time.Sleep(time.Until(due))
		late := time.Since(due) > lateAfter
		a := c.send(out, points, t)
		if !counts {
			continue
		}
		if late {
			t.late++
		}
		t.add(time.Since(due), a)
	}
}

func (c *client) send(request []byte, points int, t *tally) attempt {
	t.sent++
	a := attempt{points: points, out: len(request)}
	a.status, a.in, a.err = c.do(request, false)
	if a.ok() {
		t.answered++
	}
	return a
}

// report is what the loader prints, as JSON.
type report map[string]any

func summary(tallies []*tally, seconds, cpu float64) report {
	var all tally
	for _, t := range tallies {
		all.took = append(all.took, t.took...)
		all.ok += t.ok
		all.failed += t.failed
		all.late += t.late
		all.missed += t.missed
		all.points += t.points
		all.in += t.in
		all.out += t.out
		if all.firstFailure == "" {
			all.firstFailure = t.firstFailure
		}
	}
	slices.Sort(all.took)
	r := report{
		"secs": round(seconds, 3), "ok": all.ok, "failed": all.failed, "points": all.points,
		"req_s": round(float64(all.ok)/seconds, 1), "points_s": round(float64(all.points)/seconds, 0),
		"p50_ms": quantile(all.took, .5), "p99_ms": quantile(all.took, .99), "max_ms": quantile(all.took, 1),
		"mb_in": round(float64(all.in)/1e6, 3), "mb_out": round(float64(all.out)/1e6, 3),
		"loader_cpu_s": round(cpu, 2),
	}
	if *rate > 0 {
		r["rate"], r["late"], r["missed"] = *rate, all.late, all.missed
	}
	if all.firstFailure != "" {
		r["first_failure"] = all.firstFailure
	}
	return r
}

// quantile gives milliseconds, of times in order.
func quantile(took []time.Duration, p float64) float64 {
	if len(took) == 0 {
		return 0
	}
	return round(float64(took[int(p*float64(len(took)-1))])/1e6, 3)
}

func round(x float64, decimals int) float64 {
	power := math.Pow(10, float64(decimals))
	return math.Round(x*power) / power
}

func cpuSeconds() float64 {
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	return float64(used.Utime.Nano()+used.Stime.Nano()) / 1e9
}
