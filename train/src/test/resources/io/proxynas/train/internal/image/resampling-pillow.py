#!/usr/bin/python3
"""Golden values of ResamplingTest: Pillow's antialiased bilinear resize of the centre square.

    /usr/bin/python3 resampling-pillow.py > resampling-pillow.txt     (made with Pillow 11.1.0)

Each case is two lines: height, width and size, then the size x size pixels. The source pixel at
row y, column x is (31 y y + 17 x x + 7 x y + 40) mod 256. Mode F, so that nothing is rounded.
"""

from PIL import Image

for height, width, size in [(9, 13, 4), (13, 9, 6), (3, 5, 7), (28, 28, 28), (40, 21, 8)]:
    image = Image.new("F", (width, height))
    for y in range(height):
        for x in range(width):
            image.putpixel((x, y), float((31 * y * y + 17 * x * x + 7 * x * y + 40) % 256))
    side = min(height, width)
    left, top = (width - side) / 2, (height - side) / 2
    square = image.resize(
        (size, size), Image.Resampling.BILINEAR, box=(left, top, left + side, top + side)
    )
    print(height, width, size)
    print(" ".join(f"{square.getpixel((x, y)):.4f}" for y in range(size) for x in range(size)))
