#!/usr/bin/python3
"""Golden files of SquareImageTest, with Pillow 11.1.0:

    (cd train/src/test/resources/io/proxynas/train/internal/image && /usr/bin/python3 ../../../../../../python/images_golden.py)

A smooth picture as JPEGs of four inks, which Pillow stores inverted as Adobe's programs do, and what
Pillow's own conversion makes of them; and PNGs of the other kinds.
"""

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 40, 30

image = Image.new("RGB", (WIDTH, HEIGHT))
for y in range(HEIGHT):
    for x in range(WIDTH):
        image.putpixel((x, y), (6 * x, 8 * y, 255 - 3 * x - 4 * y))

inks = image.convert("CMYK")
# Some black ink, which the conversion from RGB does not use.
black = Image.linear_gradient("L").resize((WIDTH, HEIGHT)).point(lambda v: v // 2)
inks = Image.merge("CMYK", (*inks.split()[:3], black))
inks.save("cmyk.jpg", quality=95)
Image.open("cmyk.jpg").convert("RGB").save("cmyk.png")

grey = image.convert("L")
grey.save("grey.jpg", quality=95)
grey.save("grey.png")
Image.merge("LA", (grey, Image.new("L", grey.size, 102))).save("grey-alpha.png")
image.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).save("palette.png")
image.convert("P", palette=Image.Palette.ADAPTIVE, colors=16).convert("RGB").save("palette-rgb.png")
Image.merge("RGBA", (*image.split(), Image.new("L", image.size, 51))).save("alpha.png")
image.save("rgb.png")
grey.convert("I").point(lambda v: v * 257).convert("I;16").save("grey16.png")
image.save("progressive.jpg", quality=95, progressive=True)
