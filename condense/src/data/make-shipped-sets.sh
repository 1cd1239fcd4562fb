#!/usr/bin/env bash
# Makes the proxy sets that come with the program, by its own command: dm-ipc10 and dm-ipc50 of the embedded data set, at default
# settings and seed. Run it when ShippedSetsTest says that their keys are those of other settings. Takes two to three minutes on two cores.
set -euo pipefail

top=$(cd "$(dirname "$0")/../../.." && pwd)
folder=$top/condense/src/main/resources/io/proxynas/condense/set/shipped
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for proxy in dm-ipc10 dm-ipc50; do
  PROXYNAS_HOME=$work "$top/nas-search" condense --proxy "$proxy" --recondense --out "$work/$proxy"
done
rm -rf "$folder"
mkdir -p "$folder"
cp "$work"/proxies/*.proxy "$folder"
ls -l "$folder"
