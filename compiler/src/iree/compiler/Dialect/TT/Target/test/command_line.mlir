// RUN: not iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-arch=grayskull %s 2>&1 | FileCheck --check-prefix=ARCH %s
// RUN: not iree-compile --iree-hal-target-backends=tenstorrent --compile-to=nowhere %s 2>&1 | FileCheck --check-prefix=PHASE %s
// RUN: not iree-compile --iree-hal-target-backends=tenstorrent %t.missing 2>&1 | FileCheck --check-prefix=MISSING %s
// RUN: not iree-compile --iree-hal-target-backends=tenstorrent --no-such-flag %s 2>&1 | FileCheck --check-prefix=FLAG %s
// RUN: not iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-tiled-layouts=2 %s 2>&1 | FileCheck --check-prefix=BOOLEAN %s
// RUN: iree-compile --help | FileCheck --check-prefix=HELP %s
// RUN: iree-compile --iree-hal-target-backends=vmvx --compile-to=flow %s | FileCheck --check-prefix=OTHER %s

// ARCH: iree-compile: for the --iree-tenstorrent-arch option: cannot find option named 'grayskull' (one of blackhole, wormhole_b0)
// PHASE: iree-compile: for the --compile-to option: cannot find option named 'nowhere'
// MISSING: iree-compile: [Errno 2] No such file or directory: '{{.+}}.missing'
// FLAG: Unknown command line argument '--no-such-flag'
// BOOLEAN: iree-compile: for the --iree-tenstorrent-tiled-layouts option: '2' is invalid value for boolean argument! Try 0 or 1
// HELP: --iree-tenstorrent-arch=<value>
// HELP: --iree-hal-target-backends

// Other targets are IREE's own tool's.

// OTHER: flow.executable
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %sum = arith.addf %x, %x : tensor<4xf32>
  return %sum : tensor<4xf32>
}
