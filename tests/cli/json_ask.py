#!/usr/bin/env python3
# json_ask.py - `json FILE EXPR…`: prints each Python expression over the file's JSON, called `d`.
import json
import sys


def read(name):
    """The document of a file, or the list of documents of a file of JSON lines (FILE ends in .jsonl)."""
    text = sys.stdin.read() if name == "-" else open(name, encoding="utf-8").read()
    if name.endswith(".jsonl"):
        return [json.loads(line) for line in text.splitlines()]
    return json.loads(text)


def main():
    d = read(sys.argv[1])
    for expression in sys.argv[2:]:
        print(eval(expression, {"d": d}))  # the expressions are those of our own tests


main()
