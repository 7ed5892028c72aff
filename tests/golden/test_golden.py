# test_golden.py - the golden runner reads PNG right, forgives roundings, and sees changes.
import pathlib
import random
import struct
import sys
import tempfile
import unittest
import zlib

import png
import run


def filtered(picture, kinds):
    """PNG bytes of an RGB picture, its rows filtered by `kinds` in turn."""
    stride, step = picture.width * 3, 3
    raw, above = b"", bytes(stride)
    for y in range(picture.height):
        row, kind = picture.data[y * stride:(y + 1) * stride], kinds[y % len(kinds)]
        out = bytearray()
        for i, value in enumerate(row):
            left, corner = (row[i - step], above[i - step]) if i >= step else (0, 0)
            up = above[i]
            guess = left + up - corner
            nearest = min((left, up, corner), key=lambda v: abs(guess - v))
            out.append(value - (0, left, up, (left + up) // 2, nearest)[kind] & 255)
        raw += bytes([kind]) + out
        above = row

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">2I5B", picture.width, picture.height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(raw)) + chunk(b"IEND", b""))


class PngTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name, "a.png")

    def picture(self, width=17, height=11):
        return png.Picture(width, height, 3, random.Random(1).randbytes(width * height * 3))

    def test_every_filter_is_undone(self):
        for kinds in ([0], [1], [2], [3], [4], [4, 2, 0, 3, 1]):
            self.path.write_bytes(filtered(self.picture(), kinds))
            self.assertEqual(png.read(self.path).data, self.picture().data, kinds)

    def test_written_is_read(self):
        png.write(self.path, self.picture())
        self.assertEqual(png.read(self.path).data, self.picture().data)
        self.assertEqual(png.read(self.path).at(2, 1), tuple(self.picture().data[(17 + 2) * 3:(17 + 3) * 3]))

    def test_a_cut_or_changed_file_is_refused(self):
        data = filtered(self.picture(), [0])
        for bad in (data[:-20], data[:60] + bytes([data[60] ^ 1]) + data[61:], b"GIF89a"):
            self.path.write_bytes(bad)
            with self.assertRaises((ValueError, struct.error, KeyError)):
                png.read(self.path)

    def test_differences_are_counted(self):
        one = png.Picture(4, 2, 3, bytes(24))
        two = png.Picture(4, 2, 3, bytes(12) + b"\x00\x20\x00" + bytes(6) + b"\x10\x00\x00")
        self.assertEqual(png.difference(one, one, 24)[0], 0)
        self.assertEqual(png.difference(one, two, 24)[0], 1)
        self.assertEqual(png.difference(one, two, 8)[0], 2)
        self.assertIsNone(png.difference(one, png.Picture(2, 4, 3, bytes(24)), 8)[1])


class SvgTest(unittest.TestCase):
    def same(self, a, b):
        self.assertTrue(run.same_line(a, b), (a, b))

    def differs(self, a, b):
        self.assertFalse(run.same_line(a, b), (a, b))

    def test_roundings_pass(self):
        self.same('<path d="M10.1 20l-3.0 4"/>', '<path d="M10.2 20l-3.1 4"/>')
        self.same('<path d="m1-2.05"/>', '<path d="m1-2.1"/>')
        self.same('<path d="m1 0"/>', '<path d="m1-0.1"/>')

    def test_changes_do_not(self):
        self.differs('<path d="M10.1 20"/>', '<path d="M10.4 20"/>')
        self.differs('<path d="M10.1 20"/>', '<path d="M10.1 20 3"/>')
        self.differs('<text fill="#a52714"/>', '<text fill="#a52715"/>')
        self.differs("<text>Donetsk</text>", "<text>Luhansk</text>")
        self.differs('<g id="layer1"/>', '<g id="layer2"/>')


if __name__ == "__main__":
    sys.exit(unittest.main())
