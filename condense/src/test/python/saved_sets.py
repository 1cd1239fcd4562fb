#!/usr/bin/python3
"""Tiny saved sets for SavedSetTest, written by PyTorch and NumPy themselves.

Two classes, two images each of 1x2x3, pixel k of image n is n + k / 8; the labels are 1, 0, 0, 1.
Needs Debian's python3-torch. Usage, in the folder of the resources
(src/test/resources/io/proxynas/condense/saved): /usr/bin/python3 saved_sets.py
"""

import copy
from collections import OrderedDict

import numpy as np
import torch

images = torch.arange(4.0).reshape(4, 1, 1, 1) + torch.arange(6.0).reshape(1, 1, 2, 3) / 8
labels = torch.tensor([1, 0, 0, 1])


def published():
    """As main_DM.py of Zhao and Bilen's DatasetCondensation saves it, accuracies included."""
    data_save = [[copy.deepcopy(images), copy.deepcopy(labels)]]
    data_save.append([images + 100, labels])  # a second experiment
    accuracies = {"ConvNet": [np.float64(0.5), 0.25], "VGG11": []}
    return {"data": data_save, "accs_all_exps": accuracies}


torch.save(published(), "dm.pt")
torch.save([images, labels], "list.pt")
torch.save((images, labels), "tuple.pt")
torch.save({"images": images.clone().requires_grad_(), "labels": labels}, "dict.pt")
torch.save([torch.cat([images + 7, images])[4:], labels], "view.pt")  # with an offset
torch.save([images.double(), labels], "double.pt")
torch.save([images, labels.int()], "int-labels.pt")
torch.save([images.transpose(2, 3).contiguous().transpose(2, 3), labels], "strided.pt")
torch.save([images, labels.reshape(2, 2)], "square-labels.pt")
torch.save([images, labels, labels], "three.pt")
torch.save({"weights": OrderedDict(a=images), "epoch": 3}, "model.pt")
torch.save(torch.nn.Linear(1, 1), "module.pt")
torch.save([images, labels], "legacy.pt", _use_new_zipfile_serialization=False)


class Attack:
    def __reduce__(self):
        return (print, ("executed",))


torch.save({"data": [[images, labels]], "attack": Attack()}, "attack.pt")

i, l = images.numpy(), labels.numpy()
np.savez("set.npz", images=i, labels=l)
np.savez_compressed("compressed.npz", images=i, labels=l)
np.savez("double.npz", images=i.astype(np.float64), labels=l)
np.savez("int-labels.npz", images=i, labels=l.astype(np.int32))
np.savez("fortran.npz", images=np.asfortranarray(i), labels=l)
np.savez("big-endian.npz", images=i.astype(">f4"), labels=l)
np.savez("unlabelled.npz", images=i)
np.savez("objects.npz", images=np.array([("a", 1)], dtype=[("x", "U1"), ("y", "i4")]), labels=l)
