# tenfold.py - a shapefile of areas many times over, each time a little aside: how memory grows with a file.
"""tenfold.py FILE.shp OUT.shp [--times 10]

Writes all records of FILE TIMES times, each time moved by some tenths of a degree, and all made smaller by a fiftieth, so
that they stay on the globe. Its fields are left out but for a number, its .prj is copied.
"""
import argparse
import array
import pathlib
import struct
import sys

SHRINK, STEP = 0.98, 0.3  # of the coordinates; degrees between two copies


def records(data):
    """(offset of the content, its bytes) of each record of a .shp."""
    at = 100
    while at + 8 <= len(data):
        size = 2 * struct.unpack(">i", data[at + 4:at + 8])[0]
        yield at + 8, size
        at += 8 + size


def moved(content, dx, dy):
    """A polygon or line record's content with its box and points moved."""
    if struct.unpack_from("<i", content)[0] not in (3, 5):
        return content
    parts = struct.unpack_from("<i", content, 36)[0]
    points = 44 + 4 * parts
    numbers = array.array("d", content[points:])
    box = array.array("d", content[4:36])
    if sys.byteorder == "big":
        numbers.byteswap()
        box.byteswap()
    for some in (box, numbers):
        some[0::2] = array.array("d", [x * SHRINK + dx for x in some[0::2]])
        some[1::2] = array.array("d", [y * SHRINK + dy for y in some[1::2]])
        if sys.byteorder == "big":
            some.byteswap()
    return content[:4] + box.tobytes() + content[36:points] + numbers.tobytes()


def header(words, kind):
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + \
        struct.pack("<2i8d", 1000, kind, -180, -90, 180, 90, 0, 0, 0, 0)


def write(source, out, times):
    data = memoryview(source.read_bytes())
    kind = struct.unpack_from("<i", data, 32)[0]
    index, at = [], 50
    with open(out, "wb") as shp:
        shp.write(header(0, kind))
        for copy in range(times):
            aside = (copy - (times - 1) / 2) * STEP
            for start, size in records(data):
                content = moved(bytes(data[start:start + size]), aside, aside / 3)
                shp.write(struct.pack(">2i", len(index) + 1, len(content) // 2) + content)
                index.append((at, len(content) // 2))
                at += 4 + len(content) // 2
        shp.seek(0)
        shp.write(header(at, kind))
    out.with_suffix(".shx").write_bytes(header(50 + 4 * len(index), kind) +
                                        b"".join(struct.pack(">2i", *place) for place in index))
    fields = b"n".ljust(11, b"\0") + b"N" + struct.pack("<4xBB14x", 8, 0) + b"\r"
    rows = b"".join(b" " + str(i).rjust(8).encode() for i in range(len(index)))
    out.with_suffix(".dbf").write_bytes(struct.pack("<4BIHH20x", 3, 126, 1, 1, len(index), 65, 9) + fields + rows + b"\x1a")
    out.with_suffix(".prj").write_bytes(source.with_suffix(".prj").read_bytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--times", type=int, default=10)
    words = parser.parse_args()
    write(words.source, words.out, words.times)


if __name__ == "__main__":
    main()
