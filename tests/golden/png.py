# png.py - reads and writes 8-bit PNG files with nothing but zlib.
import itertools
import struct
import zlib

CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


class Picture:
    """width × height pixels of `channels` bytes each, row by row in `data`."""

    def __init__(self, width, height, channels, data):
        self.width, self.height, self.channels, self.data = width, height, channels, data

    def at(self, x, y):
        """The colour (r, g, b) of a pixel."""
        start = (y * self.width + x) * self.channels
        pixel = self.data[start:start + self.channels]
        return tuple(pixel[:3]) if self.channels >= 3 else (pixel[0],) * 3


def chunks(data):
    """(type, body) of each chunk; the check sums must be right."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("not a PNG")
    at = 8
    while at < len(data):
        size, kind = struct.unpack_from(">I4s", data, at)
        body = data[at + 8:at + 8 + size]
        if len(body) != size or zlib.crc32(kind + body) != struct.unpack_from(">I", data, at + 8 + size)[0]:
            raise ValueError(f"the chunk {kind.decode()} is cut or its check sum is wrong")
        yield kind.decode(), body
        at += 12 + size


def paeth(row, above, step):
    for i, value in enumerate(row):
        left = row[i - step] if i >= step else 0
        corner = above[i - step] if i >= step else 0
        guess = left + above[i] - corner
        a, b, c = abs(guess - left), abs(guess - above[i]), abs(guess - corner)
        row[i] = value + (left if a <= b and a <= c else above[i] if b <= c else corner) & 255


def unfilter(kind, row, above, step):
    """Undoes a PNG filter in place (PNG specification, section 9)."""
    if kind == 1:
        for channel in range(step):
            row[channel::step] = bytes(itertools.accumulate(row[channel::step], lambda a, b: a + b & 255))
    elif kind == 2:
        row[:] = bytes(a + b & 255 for a, b in zip(row, above))
    elif kind == 3:
        for i, value in enumerate(row):
            row[i] = value + ((row[i - step] if i >= step else 0) + above[i] >> 1) & 255
    elif kind == 4:
        paeth(row, above, step)
    elif kind:
        raise ValueError(f"there is no filter {kind}")


def read(path):
    """The picture in a file: 8 bits a channel, not interlaced; one with a palette as RGB."""
    with open(path, "rb") as file:
        parts = list(chunks(file.read()))
    width, height, depth, colour, _, _, interlace = struct.unpack(">2I5B", dict(parts)["IHDR"])
    if depth != 8 or colour not in CHANNELS or interlace:
        raise ValueError(f"depth {depth}, colour type {colour}, interlace {interlace} are not read here")
    step = CHANNELS[colour]
    raw = zlib.decompress(b"".join(body for kind, body in parts if kind == "IDAT"))
    stride = width * step
    if len(raw) != (stride + 1) * height:
        raise ValueError("the pixels are cut")
    above, rows = bytes(stride), []
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(raw[start + 1:start + 1 + stride])
        unfilter(raw[start], row, above, step)
        rows.append(bytes(row))
        above = row
    if colour == 3:
        palette = dict(parts)["PLTE"]
        colours = [palette[i:i + 3] for i in range(0, len(palette), 3)]
        return Picture(width, height, 3, b"".join(colours[i] for row in rows for i in row))
    return Picture(width, height, step, b"".join(rows))


def write(path, picture):
    """Writes a picture, without filters."""
    colour = {channels: kind for kind, channels in CHANNELS.items()}[picture.channels]
    stride = picture.width * picture.channels
    raw = b"".join(b"\0" + picture.data[y * stride:(y + 1) * stride] for y in range(picture.height))

    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">2I5B", picture.width, picture.height, 8, colour, 0, 0, 0)))
        file.write(chunk(b"IDAT", zlib.compress(raw, 6)) + chunk(b"IEND", b""))


def rgb(picture):
    """Three bytes a pixel, transparent pixels as their colour channels say."""
    data, step = picture.data, picture.channels
    if step == 3:
        return data
    out = bytearray(picture.width * picture.height * 3)
    for channel in range(3):
        out[channel::3] = data[min(channel, step - 1) if step > 2 else 0::step]
    return bytes(out)


def difference(a, b, threshold):
    """How many pixels differ by more than `threshold` in a channel, and a picture that shows them
    red on the faded first one; None for the picture where the sizes differ."""
    if (a.width, a.height) != (b.width, b.height):
        return a.width * a.height, None
    one, two = rgb(a), rgb(b)
    if one == two:
        return 0, a
    shown = bytearray(170 + value // 3 for value in one)
    count = 0
    stride = a.width * 3
    for y in range(a.height):
        start = y * stride
        if one[start:start + stride] == two[start:start + stride]:
            continue
        for at in range(start, start + stride, 3):
            if max(abs(one[at] - two[at]), abs(one[at + 1] - two[at + 1]), abs(one[at + 2] - two[at + 2])) > threshold:
                count += 1
                shown[at:at + 3] = b"\xff\x00\x00"
    return count, Picture(a.width, a.height, 3, bytes(shown))
