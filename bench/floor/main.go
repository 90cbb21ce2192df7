// Floor is the cheapest server that still keeps the promise "answered means on disk".
//
// It appends each POST's body to one file by group commit (all bodies that wait: one write, one fdatasync) before it answers
// {}; a GET gets one constant document. It parses, checks and indexes nothing: what it does is what the disk, the loopback and
// the loader allow on a machine at a time.
//
// Usage: floor ADDRESS FILE
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
)

const (
	fileBytesMax  = 1 << 30 // the file starts anew at this size, so that a long run does not fill the disk
	groupMax      = 1024    // bodies that can wait for a commit
	documentBytes = 4096    // of a GET's answer: about one run of 20 params and 20 metrics
)

var nothing = answer("{}")

type entry struct {
	body   []byte
	synced chan struct{}
}

func main() {
	listener := must(net.Listen("tcp", os.Args[1]))
	file := must(os.OpenFile(os.Args[2], os.O_CREATE|os.O_WRONLY|os.O_APPEND|os.O_TRUNC, 0o600))
	waiting := make(chan entry, groupMax)
	go commit(file, waiting)
	for {
		go serve(must(listener.Accept()), waiting)
	}
}

// commit writes what waits, group after group; while one is being synced the next one gathers.
func commit(file *os.File, waiting <-chan entry) {
	var group []entry
	var buffer []byte
	size := 0
	for first := range waiting {
		group, buffer = append(group[:0], first), append(buffer[:0], first.body...)
		for len(waiting) > 0 {
			next := <-waiting
			group, buffer = append(group, next), append(buffer, next.body...)
		}
		if size += len(buffer); size > fileBytesMax {
			must(0, file.Truncate(0))
			size = len(buffer)
		}
		must(file.Write(buffer))
		must(0, syscall.Fdatasync(int(file.Fd())))
		for _, e := range group {
			e.synced <- struct{}{}
		}
	}
}

// serve answers the requests of one connection until it ends.
func serve(conn net.Conn, waiting chan<- entry) {
	defer conn.Close()
	document := answer(`{"floor":"` + strings.Repeat("x", documentBytes-12) + `"}`)
	reader := bufio.NewReaderSize(conn, 64<<10)
	e := entry{synced: make(chan struct{}, 1)}
	for {
		isPost, length, err := head(reader)
		if err != nil {
			return
		}
		e.body = slices.Grow(e.body[:0], length)[:length]
		if _, err = io.ReadFull(reader, e.body); err != nil {
			return
		}
		reply := document
		if isPost {
			waiting <- e
			<-e.synced
			reply = nothing
		}
		if _, err = conn.Write(reply); err != nil {
			return
		}
	}
}

// head reads a request up to its body: whether it is a POST, and how long the body is.
func head(reader *bufio.Reader) (isPost bool, length int, err error) {
	line, err := reader.ReadSlice('\n')
	isPost = bytes.HasPrefix(line, []byte("POST "))
	for err == nil && len(line) > 2 {
		line, err = reader.ReadSlice('\n')
		if name, value, found := bytes.Cut(line, []byte(":")); found && bytes.EqualFold(name, []byte("content-length")) {
			length, err = strconv.Atoi(string(bytes.TrimSpace(value)))
		}
	}
	return
}

func answer(json string) []byte {
	return fmt.Appendf(nil, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(json), json)
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal("floor: ", err)
	}
	return value
}
