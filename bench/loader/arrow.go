package main

import (
	"encoding/binary"
	"os"
	"strings"
)

const arrowType = "application/vnd.apache.arrow.stream"

// arrow sends the same stream again and again, to each connection's own path, with later steps and times and other values each
// time. The template is what a server of ours answers for one batch of rows: behind everything else lie the columns step, time
// and value, 8 bytes a row, then the end mark.
func arrow() report {
	text, err := os.ReadFile(*paths)
	if err != nil {
		die(err.Error())
	}
	template, err := os.ReadFile(*bodyFile)
	if err != nil {
		die(err.Error())
	}
	all := strings.Fields(string(text))
	if len(all) < *connections || *rows%8 != 0 {
		die("-paths needs a path for each connection, and -rows must fill its columns without padding")
	}
	bodies := make([][]byte, *connections)
	for i := range bodies {
		bodies[i] = append([]byte(nil), template...)
	}
	_, r := drive(func(worker, i int, out []byte) ([]byte, int) {
		if i > 0 {
			move(bodies[worker])
		}
		return postOf(out, all[worker], arrowType, bodies[worker]), *rows
	})
	return r
}

// move makes a body that of the next steps; the value of every row becomes the next double.
func move(body []byte) {
	column := 8 * *rows
	step := body[len(body)-8-3*column:]
	for at := 0; at < column; at += 8 {
		add(step[at:], uint64(*steps))
		add(step[column+at:], uint64(*steps*timeApart))
		add(step[2*column+at:], 1)
	}
}

func add(number []byte, n uint64) {
	binary.LittleEndian.PutUint64(number, binary.LittleEndian.Uint64(number)+n)
}
