#!/usr/bin/env python3
"""Makes the embedded data set fashion-mnist-mini from the full Fashion-MNIST.

    train/src/data/make-fashion-mnist-mini.py [FOLDER]          write the resources
    train/src/data/make-fashion-mnist-mini.py --check [FOLDER]  compare the resources with the source

FOLDER holds the four gzipped IDX files of Fashion-MNIST; the default is that of Debian's package
dataset-fashion-mnist, from which the licence text is taken too. Keeps the first 1,000 training and
the first 200 test images of each class, in the order of the original. Needs Python 3 only.

The same zlib gives the same bytes. Another version may compress differently, so --check compares
what the files hold, and the checksums printed at the end belong into FashionMnistMini.java.
"""

import gzip
import hashlib
import pathlib
import struct
import sys
import zlib

SOURCE = pathlib.Path("/usr/share/datasets/fashion-mnist")
LICENCE = pathlib.Path("/usr/share/doc/dataset-fashion-mnist/copyright")
TARGET = (
    pathlib.Path(__file__).resolve().parents[1]
    / "main/resources/io/proxynas/train/data/source/fashion-mnist-mini"
)
CLASSES = 10
KEEP = {"train": 1000, "t10k": 200}  # images of each class

# SHA-256 of the source files after decompression.
SOURCE_SHA256 = {
    "train-images-idx3-ubyte": "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    "train-labels-idx1-ubyte": "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    "t10k-images-idx3-ubyte": "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    "t10k-labels-idx1-ubyte": "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
}


def source(folder, name):
    """The content of a source file, checked."""
    content = gzip.decompress((folder / f"{name}.gz").read_bytes())
    actual = hashlib.sha256(content).hexdigest()
    if actual != SOURCE_SHA256[name]:
        sys.exit(f"{folder / name}.gz must hold SHA-256 {SOURCE_SHA256[name]}, but holds {actual}")
    return content


def sample(folder, part):
    """The IDX content of the images and of the labels that are kept of one part."""
    images = source(folder, f"{part}-images-idx3-ubyte")
    labels = source(folder, f"{part}-labels-idx1-ubyte")
    _, _, rows, columns = struct.unpack(">4I", images[:16])
    size = rows * columns
    left = [KEEP[part]] * CLASSES
    kept = []
    for i, label in enumerate(labels[8:]):
        if left[label] > 0:
            left[label] -= 1
            kept.append(i)
    assert not any(left), f"{part} has too few images of a class: {left}"
    return {
        f"{part}-images-idx3-ubyte.gz": struct.pack(">4I", 0x803, len(kept), rows, columns)
        + b"".join(images[16 + i * size : 16 + (i + 1) * size] for i in kept),
        f"{part}-labels-idx1-ubyte.gz": struct.pack(">2I", 0x801, len(kept))
        + bytes(labels[8 + i] for i in kept),
    }


def compress(content):
    """Gzip with no name and no time, so that the same content gives the same file."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    header = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
    trailer = struct.pack("<2I", zlib.crc32(content), len(content))
    return header + deflate.compress(content) + deflate.flush() + trailer


def main(arguments):
    check = "--check" in arguments
    folders = [a for a in arguments if a != "--check"]
    folder = pathlib.Path(folders[0]) if folders else SOURCE
    files = {**sample(folder, "train"), **sample(folder, "t10k")}
    if check:
        for name, content in files.items():
            if gzip.decompress((TARGET / name).read_bytes()) != content:
                sys.exit(f"{TARGET / name} does not hold what this script makes")
        print(f"{TARGET} holds what this script makes")
        return
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (TARGET / name).write_bytes(compress(content))
    if LICENCE.exists():
        (TARGET / "LICENSE").write_bytes(LICENCE.read_bytes())
    for name in files:
        print(hashlib.sha256((TARGET / name).read_bytes()).hexdigest(), name)


if __name__ == "__main__":
    main(sys.argv[1:])
