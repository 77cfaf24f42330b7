// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// A convolution with a stride is a product: its left operand's rows are numbered by oh and ow, two elements of
// each apart, its columns by kh, and by kw and c together.

// CHECK: lowering: contraction
// CHECK: read_block<uint32_t, uint32_t, 2>({{.+}}, {8, 288, 8, 16, 3, 144, 24, 1});
// CHECK: read_block<uint32_t, uint32_t, 1>({{.+}}, {72, 16, 16, 1});
func.func @main(%x: tensor<1x17x18x8xf32>, %w: tensor<3x3x8x16xf32>) -> tensor<1x8x8x16xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x8x8x16xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  %0 = linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
      ins(%x, %w : tensor<1x17x18x8xf32>, tensor<3x3x8x16xf32>) outs(%f : tensor<1x8x8x16xf32>) -> tensor<1x8x8x16xf32>
  return %0 : tensor<1x8x8x16xf32>
}
