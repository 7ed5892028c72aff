#!/usr/bin/env python3
# make.py - makes the shapefile of the mini map again: two oblasts that share a border.
import pathlib
import struct

FOLDER = pathlib.Path(__file__).resolve().parent / "mini"
# Rings are clockwise, as a shapefile wants its outer rings.
AREAS = [
    ("MI-1", "West", [(36.0, 47.0), (36.0, 49.0), (38.0, 49.0), (38.2, 48.2), (38.0, 47.0), (36.0, 47.0)]),
    ("MI-2", "East", [(38.0, 47.0), (38.2, 48.2), (38.0, 49.0), (40.0, 49.0), (40.0, 47.0), (38.0, 47.0)]),
]
WGS84 = ('GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
         'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]')


def box(points):
    xs, ys = zip(*points)
    return min(xs), min(ys), max(xs), max(ys)


def header(words, points):
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i8d", 1000, 5, *box(points), 0, 0, 0, 0)


def main():
    every = [point for _, _, ring in AREAS for point in ring]
    records, index, at = b"", b"", 50
    for number, (_, _, ring) in enumerate(AREAS, 1):
        body = struct.pack("<i4d3i", 5, *box(ring), 1, len(ring), 0)
        body += b"".join(struct.pack("<2d", *point) for point in ring)
        records += struct.pack(">2i", number, len(body) // 2) + body
        index += struct.pack(">2i", at, len(body) // 2)
        at += 4 + len(body) // 2
    (FOLDER / "areas.shp").write_bytes(header(at, every) + records)
    (FOLDER / "areas.shx").write_bytes(header(50 + len(index) // 2, every) + index)
    fields = [("iso", 8), ("name", 16)]
    dbf = struct.pack("<4BIHH20x", 3, 126, 1, 27, len(AREAS), 33 + 32 * len(fields), 1 + sum(n for _, n in fields))
    for name, size in fields:
        dbf += struct.pack("<11sc4xBB14x", name.encode(), b"C", size, 0)
    dbf += b"\r"
    for iso, name, _ in AREAS:
        dbf += b" " + iso.ljust(8).encode() + name.ljust(16).encode()
    (FOLDER / "areas.dbf").write_bytes(dbf + b"\x1a")
    (FOLDER / "areas.prj").write_text(WGS84)
    (FOLDER / "areas.cpg").write_text("UTF-8")


main()
