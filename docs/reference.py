#!/usr/bin/env python3
# reference.py - writes the key-by-key part of docs/map-spec.md and docs/style.md.
"""Usage: reference.py CARTOUCHE [--check]

The tables below the line `<!-- reference -->` of the two pages are made from
`cartouche schema`, which comes from the table of keys that validates. --check
writes nothing and fails where a page is not up to date.
"""
import json
import pathlib
import subprocess
import sys

MARK = "<!-- reference: made by docs/reference.py, not by hand -->\n"
HERE = pathlib.Path(__file__).resolve().parent


def kind(schema, defs):
    """A few words for what a key takes."""
    if "$ref" in schema:
        name = schema["$ref"].split("/")[-1]
        return f"[{name}](#{name})"
    if "enum" in schema:
        return " ".join(f"`{v}`" for v in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    for word in ("oneOf", "anyOf"):
        if word in schema:
            kinds = []
            for one in schema[word]:
                text = kind(one, defs)
                if text not in kinds:
                    kinds.append(text)
            return " or ".join(kinds)
    if schema.get("type") == "array":
        items = schema.get("items")
        return "list of " + kind(items, defs) if isinstance(items, dict) else "list"
    if schema.get("type") == "object":
        inner = schema.get("additionalProperties")
        if isinstance(inner, dict):
            return "mapping of names to " + kind(inner, defs)
        return "mapping"
    if isinstance(schema.get("type"), list):
        return " or ".join(schema["type"])
    return schema.get("type", "any")


def cell(text):
    return text.replace("|", "\\|").replace("\n", " ")


def table(record, defs):
    rows = ["| key | takes | |", "|---|---|---|"]
    required = set(record.get("required", []))
    for name, schema in record.get("properties", {}).items():
        doc = schema.get("description", "")
        if name in required:
            doc = "**Required.** " + doc
        if "default" in schema:
            default = schema["default"]
            doc += f" Default `{default if isinstance(default, str) else json.dumps(default)}`."
        rows.append(f"| `{name}` | {cell(kind(schema, defs))} | {cell(doc.strip())} |")
    return rows


def record_of(schema):
    """The object among the alternatives of a definition, if there is one."""
    if "properties" in schema:
        return schema
    for one in schema.get("oneOf", []) + schema.get("anyOf", []):
        if "properties" in one:
            return one
    return None


def reference(schema):
    defs = schema.get("$defs", {})
    lines = ["## Every key", ""] + table(schema, defs)
    for name in sorted(defs):
        record = record_of(defs[name])
        if not record:
            continue
        lines += ["", f"### {name}", ""]
        doc = defs[name].get("description") or record.get("description")
        if doc:
            lines += [doc, ""]
        lines += table(record, defs)
    return "\n".join(lines) + "\n"


def main():
    command, check = sys.argv[1], "--check" in sys.argv
    stale = []
    for what, page in (("map", "map-spec.md"), ("style", "style.md")):
        text = subprocess.run([command, "schema", what], check=True, capture_output=True).stdout
        path = HERE / page
        old = path.read_text(encoding="utf-8")
        new = old.split(MARK)[0] + MARK + "\n" + reference(json.loads(text))
        if new != old:
            stale.append(page)
            if not check:
                path.write_text(new, encoding="utf-8")
    if check and stale:
        sys.exit(f"{' and '.join(stale)}: not up to date; run docs/reference.py CARTOUCHE")


main()
