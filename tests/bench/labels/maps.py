# maps.py - how well the labels of a map are placed, over dates, widths and languages: the gates.
import argparse
import concurrent.futures
import json
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

WIDE = 800              # px: from this width on
PLACED = 0.95           # of the weight at least
RANK = 1.5              # mean rank of the points' positions at most,
RANK_NARROW = 2.2       # and on narrower maps, where the front and the frame leave few names a choice
RANK_KEPT = 0.5         # more, where labels are kept from the map before
COVER = 0.17
MOVED = 0.02            # share of the labels that left a place that was still free, over all maps


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


def corners(x, y, wide, high, angle):
    """The corners of a box about its middle, turned clockwise by degrees."""
    c, d = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return [(x + u * wide / 2 * c - v * high / 2 * d, y + u * wide / 2 * d + v * high / 2 * c)
            for u, v in ((-1, -1), (1, -1), (1, 1), (-1, 1))]


def shapes_of(report):
    """The boxes of each placed label, as corners: one, or several where it is bent."""
    out = []
    for label in report["labels"]:
        if label["state"] == "dropped":
            continue
        if "curve" in label:
            out.append([corners(*one) for one in label["curve"]])
        else:
            x, y, wide, high = label["box"]
            out.append([corners(x + wide / 2, y + high / 2, wide, high, label["angle"])])
    return out


def common(a, b):
    """The area that two convex polygons share (Sutherland and Hodgman)."""
    for (px, py), (qx, qy) in zip(b, b[1:] + b[:1]):
        side = lambda p: (qx - px) * (p[1] - py) - (qy - py) * (p[0] - px)
        kept = []
        for u, v in zip(a, a[1:] + a[:1]):
            su, sv = side(u), side(v)
            if su >= 0:
                kept.append(u)
            if su * sv < 0:
                t = su / (su - sv)
                kept.append((u[0] + t * (v[0] - u[0]), u[1] + t * (v[1] - u[1])))
        a = kept
        if len(a) < 3:
            return 0
    return abs(sum(u[0] * v[1] - v[0] * u[1] for u, v in zip(a, a[1:] + a[:1]))) / 2


def overlap(a, b):
    """What the boxes of two labels share, beyond the roundings of the report."""
    area = sum(common(one, other) for one in a for other in b)
    return area if area > 0.05 else 0


def touches(shape, a, b):
    """A piece of a line runs through a box of a label."""
    for box in shape:
        middle = (sum(p[0] for p in box) / 4, sum(p[1] for p in box) / 4)
        angle = math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])
        c, d = math.cos(angle), math.sin(angle)
        own = lambda p: ((p[0] - middle[0]) * c + (p[1] - middle[1]) * d,
                         (p[1] - middle[1]) * c - (p[0] - middle[0]) * d)
        wide, high = math.dist(box[0], box[1]), math.dist(box[1], box[2])
        if crosses((-wide / 2, -high / 2, wide, high), own(a), own(b)):
            return True
    return False


def measure(report, lines):
    """The numbers of one drawing; those of M1 worked out anew from the boxes and the drawn lines."""
    boxes = shapes_of(report)
    frame = next(frame["box"] for frame in report["frames"] if frame["id"] == "main")
    states = [label["state"] for label in report["labels"]]
    told = report["label_metrics"]
    pairs = sum(overlap(a, b) for i, a in enumerate(boxes) for b in boxes[i + 1:])
    front = sum(any(touches(box, a, b) for line in lines for a, b in zip(line, line[1:])) for box in boxes)
    exits = sum(not (frame[0] - 0.01 <= x <= frame[0] + frame[2] + 0.01 and
                     frame[1] - 0.01 <= y <= frame[1] + frame[3] + 0.01)
                for shape in boxes for box in shape for x, y in box)
    return {
        "labels": len(states),
        "dropped": states.count("dropped"),
        "overlap": max(pairs, told["overlap_px2"]),
        "front": max(front, told["front_crossings"]),
        "exits": max(exits, told["frame_exits"]),
        "leaders": told["leader_crossings"],
        "required": told["required_placed"],
        "weighted": told["placed_weighted"],
        "rank": told["mean_rank"],
        "ambiguous": told["ambiguous"],
        "inside": told["inside"],
        "cover": told["cover"],
        "moved": told["moved"],
        "free": told["moved_free"],
        "optimum": told["over_optimum"],
        "ms": report["ms"].get("labels", 0),
    }


def draw(options, folder, job, pins):
    """Draws one map, its labels kept from the report `pins` where that is given; its numbers and its report."""
    date, lang, width = job
    stem = folder / f"{date}-{lang}-{width}{'-kept' if pins else ''}"
    words = [os.path.abspath(options.cartouche), "render", str(options.map), "--date", date, "--lang", lang,
             "--set", f"size.width={width}px", "-o", f"{stem}.svg", "--report", f"{stem}.json"]
    if options.height:
        words += ["--set", f"size.height={round(width * options.height / 100)}px"]
    if width <= options.mobile:
        words += ["--variant", "mobile"]
    if pins:
        words += ["--pins", str(pins)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=200, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)} ended with {done.returncode}\n{done.stderr}")
    report = json.loads(pathlib.Path(f"{stem}.json").read_text(encoding="utf-8"))
    svg = pathlib.Path(f"{stem}.svg").read_text(encoding="utf-8")
    lines = [line for layer in options.hard for line in hard_lines(svg, layer)]
    return measure(report, lines), pathlib.Path(f"{stem}.json")


def series(options, folder, lang, width, dates):
    """(date, kept, numbers): each date drawn on its own, and, from the second on, kept from the one before."""
    rows, pins = [], None
    for date in dates:
        if options.fresh or not pins:
            row, report = draw(options, folder, (date, lang, width), None)
            rows.append((date, False, row))
        if pins:
            row, report = draw(options, folder, (date, lang, width), pins)
            rows.append((date, True, row))
        pins = report
    return rows


def faults(row, width, kept):
    """What a row breaks of what must hold."""
    rank = (RANK if width >= WIDE else RANK_NARROW) + RANK_KEPT * kept
    broken = [name for name in ("overlap", "front", "exits", "leaders", "ambiguous") if row[name] > 0]
    broken += ["required"] * (row["required"] < 1) + ["cover"] * (row["cover"] > COVER)
    broken += ["rank"] * (row["rank"] > rank) + ["weighted"] * (width >= WIDE and row["weighted"] < PLACED)
    return broken


def left_free(rows):
    """The share of labels, over some maps, that left a place that was still free."""
    kept = [row for _, is_kept, row in rows if is_kept]
    return sum(row["free"] for row in kept) / len(kept) if kept else 0


def main():
    parser = argparse.ArgumentParser(description="Measures the placing of labels.")
    parser.add_argument("--cartouche", required=True, help="the command")
    parser.add_argument("--dates", nargs="+", help="ISO dates; else the files of control/ beside the map")
    parser.add_argument("--langs", nargs="+", default=["en", "uk"])
    parser.add_argument("--widths", nargs="+", type=int, default=[390, 800, 1200])
    parser.add_argument("--height", type=float, help="of the sheet, per cent of its width; else the map's own")
    parser.add_argument("--mobile", type=int, default=400, help="up to this width the variant mobile is drawn")
    parser.add_argument("--hard", nargs="*", default=["front"], help="layers whose lines no label may cross")
    parser.add_argument("--fresh", action="store_true", help="draw each date on its own too, not the first alone")
    parser.add_argument("map", type=pathlib.Path)
    options = parser.parse_args()
    dates = options.dates or sorted(path.stem for path in (options.map.parent / "control").glob("*.geojson"))
    jobs = [(lang, width) for width in options.widths for lang in options.langs]
    columns = ("labels", "dropped", "overlap", "front", "exits", "leaders", "required", "weighted", "rank",
               "ambiguous", "inside", "cover", "moved", "free", "optimum", "ms")
    print(f"{'width date       lang':27}" + "".join(f"{name:>10}" for name in columns))
    failed = count = 0
    told = []
    with tempfile.TemporaryDirectory(prefix="cartouche-labels-") as name, \
            concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        every = pool.map(lambda job: series(options, pathlib.Path(name), *job, dates), jobs)
        for (lang, width), rows in zip(jobs, every):
            for date, kept, row in rows:
                broken = faults(row, width, kept)
                failed += bool(broken)
                count += 1
                print(f"{width:5} {date:10} {lang:5}{'kept' if kept else '':5}" +
                      "".join(f"{'-':>10}" if row[name] is None else f"{row[name]:10.4g}" for name in columns) +
                      (f"  breaks: {', '.join(broken)}" if broken else ""))
            told += rows
            print(f"{width:5} {'all':10} {lang:5}{'kept':5} {left_free(rows):.1%} of the labels left a place that was "
                  "still free")
    free = left_free(told)
    failed += free > MOVED
    print(f"{free:.1%} of all labels left a place that was still free" + ("  breaks: moved" if free > MOVED else ""))
    print(f"{count} maps, {failed} break a rule")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
