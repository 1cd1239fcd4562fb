#!/usr/bin/python3
"""Tiny sets in PyTorch's format before 1.6, for SavedSetTest, written without PyTorch.

The images and labels are those of saved_sets.py, whose legacy.pt was written by PyTorch itself.
Usage, in the folder of the resources (src/test/resources/io/proxynas/condense/saved):
/usr/bin/python3 legacy_sets.py
"""

import io
import pickle
import struct
import sys
import types
from collections import OrderedDict

MAGIC = 0x1950A86A20F9469CFC6C

# What the pickles name: stand-ins that are found under PyTorch's names.
torch = types.ModuleType("torch")
utils = types.ModuleType("torch._utils")
sys.modules.update({"torch": torch, "torch._utils": utils})


def named(module, name, thing):
    thing.__module__, thing.__name__, thing.__qualname__ = module.__name__, name, name
    setattr(module, name, thing)
    return thing


FloatStorage = named(torch, "FloatStorage", type("FloatStorage", (), {}))
LongStorage = named(torch, "LongStorage", type("LongStorage", (), {}))
DoubleStorage = named(torch, "DoubleStorage", type("DoubleStorage", (), {}))
QuantizedStorage = named(torch, "QInt8Storage", type("QInt8Storage", (), {}))
CODES = {FloatStorage: "f", LongStorage: "q", DoubleStorage: "d", QuantizedStorage: "b"}
rebuild = named(utils, "_rebuild_tensor_v2", lambda *arguments: None)


class Storage:
    def __init__(self, kind, key, values):
        self.kind, self.key, self.values, self.count = kind, key, values, len(values)


class Tensor:
    def __init__(self, storage, offset, shape):
        strides, step = [], 1
        for size in reversed(shape):
            strides.insert(0, step)
            step *= size
        self.arguments = (storage, offset, shape, tuple(strides), False, OrderedDict())

    def __reduce__(self):
        return (rebuild, self.arguments)


def save(name, value, version=1001, little=True, view=None, counts=None, keys=None):
    """As torch.serialization._legacy_save writes it."""
    storages = {}

    class Pickler(pickle.Pickler):
        def persistent_id(self, thing):
            if not isinstance(thing, Storage):
                return None
            storages[thing.key] = thing
            return ("storage", thing.kind, thing.key, "cpu", thing.count, view)

    file = io.BytesIO()
    pickle.dump(MAGIC, file, protocol=2)
    pickle.dump(version, file, protocol=2)
    sizes = dict(short=2, int=4, long=4)
    machine = dict(protocol_version=1001, little_endian=little, type_sizes=sizes)
    pickle.dump(machine, file, protocol=2)
    Pickler(file, protocol=2).dump(value)
    pickle.dump(keys or sorted(storages), file, protocol=2)
    for key in sorted(storages):
        storage = storages[key]
        file.write(struct.pack("<q", (counts or {}).get(key, len(storage.values))))
        file.write(struct.pack("<%d%s" % (len(storage.values), CODES[storage.kind]), *storage.values))
    with open(name, "wb") as out:
        out.write(file.getvalue())


pixels = [n + k / 8 for n in range(4) for k in range(6)]


def images(kind=FloatStorage, more=0.0, key="94000001", before=()):
    values = list(before) + [p + more for p in pixels]
    return Tensor(Storage(kind, key, values), len(before), (4, 1, 2, 3))


def labels(key="94000002"):
    return Tensor(Storage(LongStorage, key, [1, 0, 0, 1]), 0, (4,))


pair = [images(), labels()]
data = [pair, [images(more=100, key="94000003"), labels("94000004")]]
save("legacy-dm.pt", {"data": data, "accs_all_exps": {"ConvNet": [0.5, 0.25]}})
save("legacy-list.pt", data)
save("legacy-offset.pt", [images(before=[7.0, 7.0]), labels()])
save("legacy-double.pt", [images(DoubleStorage), labels()])
save("legacy-other.pt", [Tensor(Storage(QuantizedStorage, "1", [1]), 0, (1,)), labels()])
save("legacy-version.pt", pair, version=1000)
save("legacy-big-endian.pt", pair, little=False)
save("legacy-view.pt", pair, view=("5", 0, 4))
save("legacy-counts.pt", pair, counts={"94000001": 2**62})
save("legacy-keys.pt", pair, keys=["94000001", "1"])
huge = images()
huge.arguments[0].count = 2**40
save("legacy-huge.pt", [huge, labels()], counts={"94000001": 2**40})


class Attack:
    def __reduce__(self):
        return (print, ("executed",))


save("legacy-attack.pt", {"data": [pair], "attack": Attack()})
