# shapes.py - shapefiles written byte by byte, right or wrong as a test wants them.
import struct

POINT, LINE, AREA, MULTIPOINT, POINT_Z, AREA_Z, AREA_M = 1, 3, 5, 8, 11, 15, 25
WGS84 = ('GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],'
         'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]')
UTM37 = ('PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,'
         '298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
         'PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",39.0],'
         'PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]')


def square(x=36, y=47, side=3):
    """A ring as the format wants outer ones: clockwise, closed."""
    return [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]


def point(x, y):
    return struct.pack("<idd", POINT, x, y)


def parts(kind, rings, starts=None, part_count=None, point_count=None):
    """The content of a record of lines or areas; what `starts` and the counts say instead goes into the file."""
    flat = [p for ring in rings for p in ring]
    if starts is None:
        starts = [sum(len(ring) for ring in rings[:i]) for i in range(len(rings))]
    xs, ys = [p[0] for p in flat] or [0], [p[1] for p in flat] or [0]
    body = struct.pack("<i4d2i", kind, min(xs), min(ys), max(xs), max(ys),
                       len(starts) if part_count is None else part_count,
                       len(flat) if point_count is None else point_count)
    body += struct.pack(f"<{len(starts)}i", *starts)
    body += b"".join(struct.pack("<2d", *p[:2]) for p in flat)
    if kind == AREA_Z:  # heights, then measures
        body += 2 * struct.pack(f"<2d{len(flat)}d", 0, 9, *[5.0] * len(flat))
    if kind == AREA_M:
        body += struct.pack(f"<2d{len(flat)}d", 0, 9, *[5.0] * len(flat))
    return body


NULL = struct.pack("<i", 0)


def header(kind, words, box=(-180, -90, 180, 90)):
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack("<2i4d4d", 1000, kind, *box, 0, 0, 0, 0)


def shp(kind, records, lengths=None):
    """The .shp and .shx of record contents; `lengths` are what the records say instead, in words."""
    body, index, at = b"", b"", 50
    for number, content in enumerate(records, 1):
        words = len(content) // 2
        said = lengths[number - 1] if lengths else words
        body += struct.pack(">2i", number, said) + content
        index += struct.pack(">2i", at, said)
        at += 4 + words
    return {".shp": header(kind, 50 + len(body) // 2) + body, ".shx": header(kind, 50 + len(index) // 2) + index}


def dbf(rows, width=40, kind=b"C", name=b"NAME", language=0, count=None):
    """A table of one field; rows are bytes."""
    head = struct.pack("<B3BIHH16xBBH", 3, 126, 1, 27, len(rows) if count is None else count, 65, width + 1, 0, language, 0)
    field = struct.pack("<11sc4xBB14x", name, kind, width, 0)
    return head + field + b"\r" + b"".join(b" " + row.ljust(width)[:width] for row in rows) + b"\x1a"


def shapefile(kind, records, names=None, prj=WGS84, cpg="UTF-8", **more):
    """All files of a shapefile, by ending."""
    files = shp(kind, records, **more)
    files[".dbf"] = dbf(names if names is not None else [b"row %d" % i for i in range(1, len(records) + 1)])
    if prj:
        files[".prj"] = prj.encode()
    if cpg:
        files[".cpg"] = cpg.encode()
    return files


def area(*rings, **more):
    """A shapefile of one area."""
    return shapefile(AREA, [parts(AREA, list(rings))], **more)
