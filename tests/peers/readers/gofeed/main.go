// Prints the output of gofeed, one line of JSON per document.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/mmcdole/gofeed"
)

func entry(it *gofeed.Item) map[string]any {
	var date, author any
	if when := it.PublishedParsed; when != nil {
		date = when.UTC().Format(time.RFC3339)
	} else if when := it.UpdatedParsed; when != nil {
		date = when.UTC().Format(time.RFC3339)
	}
	if it.Author != nil {
		author = it.Author.Name + it.Author.Email
	}
	enclosures := [][]string{}
	for _, e := range it.Enclosures {
		enclosures = append(enclosures, []string{e.URL, e.Type, e.Length})
	}
	return map[string]any{
		"id": it.GUID, "title": it.Title, "link": it.Link, "date": date, "author": author,
		"summary": it.Description, "content": it.Content, "enclosures": enclosures,
	}
}

func told(path string) (answer map[string]any) {
	answer = map[string]any{"file": path, "accepted": false, "entries": []any{}}
	defer func() {
		if fault := recover(); fault != nil {
			answer["problem"] = fmt.Sprint("crashed: ", fault)
		}
	}()
	file, err := os.Open(path)
	if err != nil {
		answer["problem"] = err.Error()
		return
	}
	defer file.Close()
	feed, err := gofeed.NewParser().Parse(file)
	if err != nil {
		answer["problem"] = err.Error()
		return
	}
	entries := []any{}
	for _, it := range feed.Items {
		entries = append(entries, entry(it))
	}
	answer["accepted"], answer["entries"] = true, entries
	answer["title"], answer["link"], answer["language"] = feed.Title, feed.Link, feed.Language
	return
}

func main() {
	for _, path := range os.Args[1:] {
		line, _ := json.Marshal(told(path))
		fmt.Println(string(line))
	}
}
