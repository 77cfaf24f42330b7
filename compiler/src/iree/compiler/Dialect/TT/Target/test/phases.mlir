// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=flow %s | FileCheck --check-prefix=FLOW %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=executable-sources %s | FileCheck --check-prefix=SOURCES %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=hal %s | FileCheck --check-prefix=HAL %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-arch=wormhole_b0 --compile-to=executable-sources %s | FileCheck --check-prefix=WORMHOLE %s

// FLOW: flow.executable
// FLOW: flow.dispatch

// SOURCES: #hal.executable.target<"tenstorrent", "tt-metal-fb", {arch = "blackhole"}>
// SOURCES: hal.executable.variant public @tt_metal_fb
// SOURCES: linalg.generic

// HAL: hal.device.query<{{.+}}> key("hal.executable.format" :: "tt-metal-fb")
// HAL: hal.executable.binary public @tt_metal_fb
// HAL-SAME: format = "tt-metal-fb"

// WORMHOLE: {arch = "wormhole_b0"}
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %sum = arith.addf %x, %x : tensor<4xf32>
  return %sum : tensor<4xf32>
}
