// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels --iree-tenstorrent-report=- %s -o /dev/null | FileCheck %s

// A convolution over all channels is a product of matrices; windows that do not overlap are plain reductions.

// CHECK: "lowering": "contraction"
// CHECK: "strategy": "stencil"
// CHECK-NEXT: "reason": "no operand whose windows overlap"
func.func @dense(%x: tensor<1x16x16x8xf32>, %w: tensor<3x3x8x4xf32>) -> tensor<1x14x14x4xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x14x14x4xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x14x14x4xf32>) -> tensor<1x14x14x4xf32>
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
      ins(%x, %w : tensor<1x16x16x8xf32>, tensor<3x3x8x4xf32>) outs(%f : tensor<1x14x14x4xf32>) -> tensor<1x14x14x4xf32>
  return %0 : tensor<1x14x14x4xf32>
}

// CHECK: "lowering": "reduction"
// CHECK: "strategy": "stencil"
// CHECK-NEXT: "reason": "no operand whose windows overlap"
func.func @pool(%x: tensor<1x16x16x8xf32>) -> tensor<1x8x8x8xf32> {
  %zero = arith.constant 0.0 : f32
  %k = tensor.empty() : tensor<2x2xf32>
  %e = tensor.empty() : tensor<1x8x8x8xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  %0 = linalg.pooling_nhwc_sum {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
      ins(%x, %k : tensor<1x16x16x8xf32>, tensor<2x2xf32>) outs(%f : tensor<1x8x8x8xf32>) -> tensor<1x8x8x8xf32>
  return %0 : tensor<1x8x8x8xf32>
}
