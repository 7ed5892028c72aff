# labels.py - how well the labels of a map are placed, over dates, widths and languages.
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

RANK_MAX = 1.5          # mean rank of the points' positions, at the widths below
RANK_WIDTHS = (800, 1200)
COVER_MAX = 0.17


def numbers(text):
    return [float(value) for value in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]


def path_points(text):
    """Lists of points, one a subpath, of an SVG path of M, L, H, V, Z and their small letters."""
    lines, x, y = [], 0.0, 0.0
    for word, values in re.findall(r"([MmLlHhVvZz])([^MmLlHhVvZz]*)", text):
        values = numbers(values)
        pairs = [(value, None) for value in values] if word in "Hh" else \
            [(None, value) for value in values] if word in "Vv" else list(zip(values[::2], values[1::2]))
        for k, (dx, dy) in enumerate(pairs):
            small = word.islower()
            x = x if dx is None else x + dx if small else dx
            y = y if dy is None else y + dy if small else dy
            if word in "Mm" and k == 0:
                lines.append([])
            lines[-1].append((x, y))
    return lines


def hard_lines(svg, layer):
    """The lines of a layer in an SVG of the map, in page px."""
    group = re.search(rf'<g id="layer-{re.escape(layer)}"[^>]*>(.*?)</g>', svg, re.S)
    return [line for path in re.findall(r' d="([^"]*)"', group.group(1) if group else "")
            for line in path_points(path)]


def crosses(box, a, b):
    """A segment meets the inside of a box (Liang and Barsky)."""
    low, high = 0.0, 1.0
    for start, end, near, far in ((a[0], b[0], box[0], box[0] + box[2]), (a[1], b[1], box[1], box[1] + box[3])):
        d = end - start
        if d == 0:
            if start <= near or start >= far:
                return False
            continue
        t, u = sorted(((near - start) / d, (far - start) / d))
        low, high = max(low, t), min(high, u)
    return low < high


def boxes_of(report):
    """Placed labels that are not turned: (text, box)."""
    return [(label["text"], label["box"]) for label in report["labels"]
            if label["state"] != "dropped" and not label["angle"]]


def overlap(a, b):
    wide = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    high = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    return max(wide, 0) * max(high, 0)


def measure(report, lines):
    """The numbers of one drawing, worked out from the report and the lines that no label may cross."""
    boxes = boxes_of(report)
    frame = next(frame["box"] for frame in report["frames"] if frame["id"] == "main")
    states = [label["state"] for label in report["labels"]]
    told = report["label_metrics"]
    pairs = sum(overlap(a, b) for i, (_, a) in enumerate(boxes) for _, b in boxes[i + 1:])
    return {
        "labels": len(states),
        "dropped": states.count("dropped"),
        "overlap": max(pairs, told["overlap_px2"]),
        "front": sum(any(crosses(box, a, b) for line in lines for a, b in zip(line, line[1:])) for _, box in boxes),
        "exits": sum(box[0] < frame[0] or box[1] < frame[1] or box[0] + box[2] > frame[0] + frame[2] or
                     box[1] + box[3] > frame[1] + frame[3] for _, box in boxes),
        "required": told["required_placed"],
        "weighted": told["placed_weighted"],
        "rank": told["mean_rank"],
        "ambiguous": told["ambiguous"],
        "cover": told["cover"],
        "beside": sum(label["position"] == "beside" for label in report["labels"]),
        "ms": report["ms"].get("labels", 0),
    }


def draw(options, folder, date, lang, width):
    """Draws one map; its numbers."""
    stem = folder / f"{date}-{lang}-{width}"
    words = [os.path.abspath(options.cartouche), "render", str(options.map), "--date", date, "--lang", lang,
             "--set", f"size.width={width}px", "-o", f"{stem}.svg", "--report", f"{stem}.json"]
    if options.height:
        words += ["--set", f"size.height={round(width * options.height / 100)}px"]
    if width <= options.mobile:
        words += ["--variant", "mobile"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=200, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}\n{done.stderr}")
    report = json.loads(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))
    svg = pathlib.Path(f"{stem}.svg").read_text(encoding="utf-8")
    lines = [line for layer in options.hard for line in hard_lines(svg, layer)]
    return measure(report, lines)


def faults(row, width):
    """What a row breaks of what must hold."""
    broken = [name for name in ("overlap", "front", "exits") if row[name] > 0]
    if width in RANK_WIDTHS:
        broken += ["required"] * (row["required"] < 1) + ["rank"] * (row["rank"] > RANK_MAX)
        broken += ["cover"] * (row["cover"] > COVER_MAX)
    return broken


def main():
    parser = argparse.ArgumentParser(description="Measures the placing of labels.")
    parser.add_argument("--cartouche", required=True, help="the command")
    parser.add_argument("--dates", nargs="+", help="ISO dates; else the files of control/ beside the map")
    parser.add_argument("--langs", nargs="+", default=["en", "uk"])
    parser.add_argument("--widths", nargs="+", type=int, default=[390, 600, 800, 1200])
    parser.add_argument("--height", type=float, help="of the sheet, per cent of its width; else the map's own")
    parser.add_argument("--mobile", type=int, default=400, help="up to this width the variant mobile is drawn")
    parser.add_argument("--hard", nargs="*", default=["front"], help="layers whose lines no label may cross")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    dates = options.dates or sorted(path.stem for path in (options.map.parent / "control").glob("*.geojson"))
    jobs = [(date, lang, width) for width in options.widths for date in dates for lang in options.langs]
    columns = ("labels", "dropped", "overlap", "front", "exits", "required", "weighted", "rank", "ambiguous",
               "cover", "beside", "ms")
    print(f"{'width date       lang':22}" + "".join(f"{name:>10}" for name in columns))
    failed = 0
    with tempfile.TemporaryDirectory(prefix="cartouche-labels-") as name, \
            concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        rows = pool.map(lambda job: draw(options, pathlib.Path(name), *job), jobs)
        for (date, lang, width), row in zip(jobs, rows):
            broken = faults(row, width)
            failed += bool(broken)
            print(f"{width:5} {date:10} {lang:5}" + "".join(f"{row[name]:10.4g}" for name in columns) +
                  (f"  breaks: {', '.join(broken)}" if broken else ""))
    print(f"{len(jobs)} maps, {failed} break a rule")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
