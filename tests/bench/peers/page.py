# page.py - what the benchmark found, written: results as JSON, tables in Markdown, the plot.
import json
import sys

import plot

BEGIN, END = "<!-- peers: written by tests/bench/run --docs -->", "<!-- peers: end -->"


def seconds(value):
    return f"{value:.3f}" if value < 0.1995 else f"{value:.2f}" if value < 9.995 else f"{value:.0f}"


def ratio(value, own):
    if not own or not value:
        return "–"
    of = value / own
    return f"{of:.1f}×" if of < 9.95 else f"{of:.0f}×"


def own_row(case):
    return next((r for r in case["rows"] if r["peer"] == "cartouche"), {})


def labels(found):
    seen = {}
    for case in found["cases"]:
        for row in case["rows"]:
            seen.setdefault(row["peer"], row["label"])
    return {peer: seen[peer] for peer in plot.LOOKS if peer in seen}


def overview(found):
    """CPU seconds, a column a program, and in brackets how much more that is than Cartouche's."""
    names = labels(found)
    lines = ["| CPU s | " + " | ".join(names.values()) + " |", "|---" * (len(names) + 1) + "|"]
    for case in found["cases"]:
        own, cells = own_row(case).get("cpu"), []
        for peer in names:
            row = next((r for r in case["rows"] if r["peer"] == peer), None)
            if row is None:
                cells.append("–")
            elif "failed" in row:
                cells.append(row["failed"])
            else:
                more = f" ({ratio(row['cpu'], own)})" if peer != "cartouche" and own else ""
                cells.append(("**{}**" if peer == "cartouche" else "{}").format(seconds(row["cpu"])) + more)
        lines.append(f"| {case['title']} | " + " | ".join(cells) + " |")
    return lines


def notes_of(found):
    """Each remark once: number of a note by its words."""
    notes = {}
    for case in found["cases"]:
        for row in case["rows"]:
            if row.get("note"):
                notes.setdefault(f"{row['label']}: {row['note']}", len(notes) + 1)
    return notes


def details(found):
    notes = notes_of(found)
    lines = ["| | | CPU s | wall s | peak MiB | bytes | CPU | wall | memory |", "|---|---|---|---|---|---|---|---|---|"]
    for case in found["cases"]:
        own = own_row(case)
        for i, row in enumerate(case["rows"]):
            number = notes.get(f"{row['label']}: {row.get('note')}")
            name = row["label"] + (f" <sup>{number}</sup>" if number else "") + (" †" if row.get("earlier") else "")
            start = f"| {case['title'] if i == 0 else ''} | {name} | "
            if "failed" in row:
                lines.append(start + f"{row['failed']} | | | | | | |")
                continue
            more = [ratio(row[k], own.get(k)) if row is not own else "" for k in ("cpu", "wall", "mib")]
            lines.append(start + f"{seconds(row['cpu'])} | {seconds(row['wall'])} | {row['mib']:.0f} | {row['bytes']:,} | " +
                         " | ".join(more) + " |")
    lines += [""] + [f"<sup>{number}</sup> {words}  " for words, number in notes.items()]
    if any(r.get("earlier") for c in found["cases"] for r in c["rows"]):
        lines.append("† of an earlier run (`--quick` does not measure again what took more than 20 s of CPU).")
    return lines


def behind(found):
    """Where another program takes less of anything, in words."""
    what = {"cpu": "CPU", "wall": "wall time", "mib": "memory", "bytes": "bytes"}
    lines = []
    for case in found["cases"]:
        own = own_row(case)
        if "failed" in own:
            lines.append(f"- {case['title']}: Cartouche itself {own['failed']}.")
        for row in case["rows"] if "failed" not in own else []:
            if "failed" in row:
                continue
            less = [f"{name} ({seconds(row[k]) if k in ('cpu', 'wall') else format(round(row[k]), ',')} against "
                    f"{seconds(own[k]) if k in ('cpu', 'wall') else format(round(own[k]), ',')})"
                    for k, name in what.items() if k in own and k in row and row[k] < own[k] and row is not own]
            if less:
                lines.append(f"- {case['title']}: {row['label']} takes less {', '.join(less)}.")
    return lines or ["- Nowhere: Cartouche has the least CPU, wall time, memory and bytes in each case."]


def pixels(found):
    rows = found.get("pixels")
    if not rows:
        return []
    lines = ["", "Cartouche's pictures against every point of the file drawn by Cairo; lines also against such a drawing without those of specks, rings less "
             "than a quarter of a px wide and high, of which Cartouche draws none ([lake-country.md](lake-country.md) says why):", "",
             "| | mean difference, of 255 | pixels by more than 32 |", "|---|---|---|"]
    return lines + [f"| {r['title']} | {r['mean']:.3f} | {100 * r['far']:.3f} % |" for r in rows]


def markdown(found):
    about = found["machine"]
    versions = {r["label"]: r["version"] for c in found["cases"] for r in c["rows"]}
    lines = [f"{about['cpu']}, {about['cores']} cores, {about['memory_gib']} GiB, {about['system']}, {about['date']}, load {about['load']} "
             f"at the start; medians of {found['runs']} runs, the programs by turns, each run a new process, files in the page cache; "
             f"programs over 20 s of CPU once, stopped after {found['timeout']} s of it. " +
             ", ".join(f"{name} {version}" for name, version in versions.items()) + ".", "",
             "![CPU time and memory of the programs in each case, on logarithmic scales.](pictures/performance.svg)", ""]
    lines += overview(found) + ["", "Where another program takes less:", ""] + behind(found) + pixels(found)
    lines += ["", "<details><summary>Each case: CPU, wall time, memory, size of the picture, and the ratios to Cartouche</summary>", ""]
    return "\n".join(lines + details(found) + ["", "</details>"]) + "\n"


def replace(path, text):
    """Puts the text between the marks of a page."""
    page = path.read_text(encoding="utf-8")
    start, end = page.find(BEGIN), page.find(END)
    if start < 0 or end < start:
        sys.exit(f"{path}: the marks {BEGIN} and {END} are not there")
    path.write_text(page[:start] + BEGIN + "\n" + text + page[end:], encoding="utf-8")


def write(found, out, docs):
    data = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
    text, picture = markdown(found), plot.draw(found)
    (out / "results.json").write_text(data, encoding="utf-8")
    (out / "table.md").write_text(text, encoding="utf-8")
    (out / "plot.svg").write_text(picture, encoding="utf-8")
    if docs:
        for case in found["cases"]:
            for row in case["rows"]:
                row.pop("said", None)  # what a program says names files of this machine
        data = json.dumps(found, indent=1, ensure_ascii=False) + "\n"
        (docs / "performance.json").write_text(data, encoding="utf-8")
        (docs / "pictures" / "performance.svg").write_text(picture, encoding="utf-8")
        replace(docs / "performance.md", text)
    print(text)
