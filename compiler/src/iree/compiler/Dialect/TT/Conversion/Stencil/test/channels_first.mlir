// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// With channels first, weights move along with the image and are made anew for each tile.

// CHECK: lowering: stencil
// CHECK: cb_in0_first = read_slab<uint32_t>(arena, cb_in0_offset, group, size, 82, cb_in0_slab_l1,
// CHECK-SAME: {12, 1600, 38, 40, 38, 1});
// CHECK: cb_in1_first = read_slab<uint32_t>(arena, cb_in1_offset, group, size, 8, cb_in1_slab_l1, {12, 9, 1444, 0});
// CHECK: slab_elements<uint32_t, uint32_t>({{.+}}, first, count, cb_in1_l1, {12, 9, 1444, 0});
func.func @main(%x: tensor<1x12x40x40xf32>, %w: tensor<12x3x3xf32>) -> tensor<1x12x38x38xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x12x38x38xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x12x38x38xf32>) -> tensor<1x12x38x38xf32>
  %0 = linalg.depthwise_conv_2d_nchw_chw {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
      ins(%x, %w : tensor<1x12x40x40xf32>, tensor<12x3x3xf32>)
      outs(%f : tensor<1x12x38x38xf32>) -> tensor<1x12x38x38xf32>
  return %0 : tensor<1x12x38x38xf32>
}
