package main

import (
	"bufio"
	"bytes"
	"errors"
	"net"
	"strconv"
	"time"
)

const connectTimeout = 5 * time.Second

// client is one keep-alive HTTP/1.1 connection. It is made by hand because on two cores net/http would take more of the
// processor than a fast server leaves over.
type client struct {
	conn   net.Conn
	reader *bufio.Reader
	answer []byte // the body of the last answer, when it was asked for
}

func (c *client) close() {
	if c.conn != nil {
		c.conn.Close()
		c.conn = nil
	}
}

// do sends one whole request and reads its answer. A server may close an idle connection: the request is sent once more,
// only if it went out on a connection that had been used before and nothing at all of an answer came back.
func (c *client) do(request []byte, keep bool) (status, size int, err error) {
	reused := c.conn != nil
	status, size, err = c.once(request, keep)
	if err != nil && reused && status == 0 {
		status, size, err = c.once(request, keep)
	}
	return
}

func (c *client) once(request []byte, keep bool) (status, size int, err error) {
	if c.conn == nil {
		conn, err := net.DialTimeout("tcp", host, connectTimeout)
		if err != nil {
			return 0, 0, err
		}
		c.conn, c.reader = conn, bufio.NewReaderSize(conn, 256<<10)
	}
	c.conn.SetDeadline(time.Now().Add(*requestTimeout))
	closing := false
	if _, err = c.conn.Write(request); err == nil {
		status, size, closing, err = c.read(keep)
	}
	if err != nil || closing {
		c.close()
	}
	return
}

// head is what the top of an answer says of its body.
type head struct {
	status  int
	length  int // -1: not said
	chunked bool
	closing bool
}

func (c *client) read(keep bool) (status, size int, closing bool, err error) {
	c.answer = c.answer[:0]
	h, err := c.head()
	for err == nil && h.status < 200 { // interim answers
		h, err = c.head()
	}
	if err != nil {
		return h.status, 0, true, err
	}
	switch {
	case h.chunked:
		size, err = c.chunks(keep)
	case h.length >= 0:
		size, err = h.length, c.take(h.length, keep)
	default:
		err = errors.New("an answer without a length")
	}
	return h.status, size, h.closing, err
}

func (c *client) head() (head, error) {
	h := head{length: -1}
	line, err := c.reader.ReadSlice('\n')
	if err != nil {
		return h, err
	}
	if len(line) < 12 {
		return h, errors.New("a bad status line")
	}
	if h.status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return h, err
	}
	for {
		if line, err = c.reader.ReadSlice('\n'); err != nil || len(line) <= 2 {
			return h, err
		}
		name, value, _ := bytes.Cut(line, []byte(":"))
		value = bytes.TrimSpace(value)
		switch {
		case bytes.EqualFold(name, []byte("content-length")):
			if h.length, err = strconv.Atoi(string(value)); err != nil {
				return h, err
			}
		case bytes.EqualFold(name, []byte("transfer-encoding")):
			h.chunked = bytes.EqualFold(value, []byte("chunked"))
		case bytes.EqualFold(name, []byte("connection")):
			h.closing = bytes.EqualFold(value, []byte("close"))
		}
	}
}

func (c *client) chunks(keep bool) (size int, err error) {
	for {
		line, err := c.reader.ReadSlice('\n')
		if err != nil {
			return size, err
		}
		hex, _, _ := bytes.Cut(bytes.TrimSpace(line), []byte(";"))
		n, err := strconv.ParseInt(string(hex), 16, 32)
		if err != nil {
			return size, err
		}
		if err = c.take(int(n), keep); err != nil {
			return size, err
		}
		if _, err = c.reader.Discard(2); err != nil || n == 0 {
			return size, err
		}
		size += int(n)
	}
}

func (c *client) take(n int, keep bool) error {
	if !keep {
		_, err := c.reader.Discard(n)
		return err
	}
	at := len(c.answer)
	c.answer = append(c.answer, make([]byte, n)...)
	for at < len(c.answer) {
		read, err := c.reader.Read(c.answer[at:])
		if err != nil {
			return err
		}
		at += read
	}
	return nil
}

// post makes a request in the room of out.
func post(out []byte, path string, body []byte) []byte {
	return postOf(out, path, "application/json", body)
}

func postOf(out []byte, path, contentType string, body []byte) []byte {
	out = line(out, "POST ", path)
	out = append(out, "Content-Type: "...)
	out = append(out, contentType...)
	out = append(out, "\r\nContent-Length: "...)
	out = strconv.AppendInt(out, int64(len(body)), 10)
	out = append(out, "\r\n\r\n"...)
	return append(out, body...)
}

func get(out []byte, path string) []byte {
	return append(line(out, "GET ", path), "\r\n"...)
}

func line(out []byte, method, path string) []byte {
	out = append(out[:0], method...)
	out = append(out, path...)
	out = append(out, " HTTP/1.1\r\nHost: "...)
	out = append(out, host...)
	out = append(out, "\r\nAccept: */*\r\n"...)
	return append(out, bearer...)
}
