// RUN: iree-compile --compile-to=hal %s | FileCheck %s
// RUN: iree-compile --iree-hal-target-device=tenstorrent,local --iree-hal-local-target-device-backends=vmvx --compile-to=executable-sources %s | FileCheck --check-prefix=SOURCES %s
// RUN: iree-compile --iree-hal-target-device=tenstorrent,local --iree-hal-local-target-device-backends=vmvx --compile-to=hal %s | FileCheck --check-prefix=BOTH %s
// RUN: iree-compile --iree-hal-target-backends=vmvx --iree-hal-target-backends=tenstorrent --compile-to=executable-sources %s | FileCheck --check-prefix=BACKENDS %s
// RUN: not iree-compile --iree-hal-target-device=tenstorrent --iree-hal-target-device=local %s 2>&1 | FileCheck --check-prefix=SEVERAL %s

// The input may name the device itself; what it leaves out is the default.

// CHECK: hal.device.query<{{.+}}> key("hal.device.id" :: "tenstorrent")
// CHECK: hal.executable.binary public @tt_metal_fb

// Flags come before the input. The program takes the first of its devices that there is.

// SOURCES: #hal.device.select<[#device_target_tenstorrent, #device_target_local{{.*}}]>
// BOTH-DAG: key("hal.device.id" :: "tenstorrent")
// BOTH-DAG: key("hal.device.id" :: "local*")
// BOTH-DAG: hal.executable.binary public @tt_metal_fb
// BOTH-DAG: hal.executable.binary public @vmvx_bytecode_fb
// BACKENDS: #hal.device.select<[#device_target_local{{.*}}, #device_target_tenstorrent]>

// SEVERAL: iree-compile: several devices in one module are not supported; --iree-hal-target-device=tenstorrent,local compiles for the first of them there is

module attributes {hal.device.targets = [#hal.device.target<"tenstorrent", [#hal.executable.target<"tenstorrent", "tt-metal-fb">]> : !hal.device]} {
  func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
    %sum = arith.addf %x, %x : tensor<4xf32>
    return %sum : tensor<4xf32>
  }
}
