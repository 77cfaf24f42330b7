// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// IREE folds the negation of what is summed, which gradients have, into the sum.

// CHECK: lowering: reduction
// CHECK: negative_tile(
// CHECK: add_binary_tile(
func.func @main(%x: tensor<64x256xf32>, %y: tensor<64x256xf32>) -> tensor<64xf32> {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.multiply %x, %y : tensor<64x256xf32>
  %1 = stablehlo.negate %0 : tensor<64x256xf32>
  %2 = stablehlo.reduce(%1 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<64x256xf32>, tensor<f32>) -> tensor<64xf32>
  return %2 : tensor<64xf32>
}
