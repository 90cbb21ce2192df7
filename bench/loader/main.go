// Loader makes load for any server that speaks the MLflow REST API 2.0, and prints what it saw as one JSON object.
//
// Only status 200 counts as done. Bodies are made by the worker that sends them, before the clock of their request starts.
// Runs are always new, so no point is written twice. After it has written, it reads a few series back: their count and their
// last value must be what was acknowledged, or it fails.
//
// Modes:
//
//	write   -shape S -c N          as fast as the answers come, or at -rate; a new run for each connection, or all to one -run
//	store   -runs R -series S …    R runs of S series × T steps with params and tags, each ended
//	get     -paths FILE -c N       GETs of the paths in the file, in a scattered order
//	arrow   -paths FILE -body FILE -rows N -steps T -c N
//	                               POSTs of the Arrow stream in the file, each connection to its own path, T steps further each time
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/url"
	"os"
	"time"
)

var (
	base           = flag.String("url", "http://127.0.0.1:5050", "the server")
	mode           = flag.String("mode", "write", "write, store, searchable, get, post or arrow")
	connections    = flag.Int("c", 1, "connections")
	duration       = flag.Duration("d", 5*time.Second, "how long to measure")
	warm           = flag.Duration("warm", 0, "how long to run before measuring")
	rate           = flag.Float64("rate", 0, "requests a second, due at fixed times over all connections (0: as fast as answers come)")
	requestTimeout = flag.Duration("timeout", 5*time.Minute, "limit of one request")
	deadline       = flag.Duration("deadline", time.Hour, "limit of a whole store")
	token          = flag.String("token", os.Getenv("BENCH_TOKEN"), "bearer token, if the server wants one")
	blind          = flag.Bool("blind", false, "the server keeps nothing: run ids are made up and nothing is checked")

	shapeName = flag.String("shape", "loop10", "of write: keys1000, keys100, series1000, loop10 or single")
	givenRun  = flag.String("run", "", "of write: a run without points, to which all connections write in turn")
	values    = flag.String("values", "f64", "f64: full doubles; f32: values that a float32 holds exactly")

	runs       = flag.Int("runs", 1, "of store and searchable: runs")
	series     = flag.Int("series", 1, "of store: series of a run")
	steps      = flag.Int("steps", 1, "of store: steps of a series; of arrow: steps of a series in a body")
	batchSteps = flag.Int("batch-steps", 1, "of store: steps in a request")
	params     = flag.Int("params", 0, "of store: params of a run")
	tags       = flag.Int("tags", 0, "of store: tags of a run")
	runsOut    = flag.String("runs-out", "", "file to write the run ids to, one a line")

	path     = flag.String("path", "", "of post: where to")
	paths    = flag.String("paths", "", "of get and arrow: file of paths, one a line")
	bodyFile = flag.String("body", "", "of post and arrow: file of the body")
	rows     = flag.Int("rows", 0, "of arrow: rows in the body")
)

var host, bearer string

func main() {
	flag.Parse()
	target, err := url.Parse(*base)
	if err != nil || target.Host == "" {
		die("bad -url")
	}
	host = target.Host
	if *token != "" {
		bearer = "Authorization: Bearer " + *token + "\r\n"
	}
	if *values != "f64" && *values != "f32" {
		die("-values is f64 or f32")
	}
	modes := map[string]func() report{
		"write": write, "store": store, "searchable": searchable, "get": getScattered, "post": postAgain, "arrow": arrow,
	}
	run, known := modes[*mode]
	if !known {
		die("unknown mode " + *mode)
	}
	json.NewEncoder(os.Stdout).Encode(run())
}

func die(why string) {
	fmt.Fprintln(os.Stderr, "loader:", why)
	os.Exit(1)
}
