// RUN: iree-compile --iree-input-demote-f64-to-f32=false --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Sizes arrive as push constants, which follow the bindings among the common arguments.

// CHECK: lowering: general
// CHECK: get_common_arg_val<uint32_t>(12)
// CHECK: get_common_arg_val<uint32_t>(13)
func.func @main(%a: tensor<?xf64>) -> tensor<?xf64> {
  %r = arith.addf %a, %a : tensor<?xf64>
  return %r : tensor<?xf64>
}
