# coverage.py - lines that tests run, per folder of src/, and the files under 90 %, from gcovr's JSON summary.
import collections
import json
import pathlib
import sys

WANTED = 0.9


def main():
    files = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["files"]
    rooms, bare = collections.defaultdict(lambda: [0, 0]), []
    for file in files:
        run, lines = file["line_covered"], file["line_total"]
        room = str(pathlib.PurePosixPath(file["filename"]).parent)
        for name in (room, "all"):
            rooms[name][0] += run
            rooms[name][1] += lines
        if run < WANTED * lines:
            bare.append((run / lines, lines - run, file["filename"]))
    for name, (run, lines) in sorted(rooms.items(), key=lambda item: (item[0] == "all", item[0])):
        print(f"{name:14}{run:7} of {lines:6}{100 * run / lines:7.1f} %")
    for share, missing, name in sorted(bare):
        print(f"under 90 %: {name} {100 * share:.1f} %, {missing} lines")
    return 0


if __name__ == "__main__":
    sys.exit(main())
