// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// A depthwise convolution: what a core's results need of the image is read to L1 at once, and a tile for each tap
// made of it there. The weights of all channels are in L1 whole; 24 channels are in the same lanes again after three
// tiles, so that three tiles for each tap are made once and stay.

// CHECK: lowering: stencil
// CHECK: // circular buffer 0: FLOAT32 8 x 4096 bytes
// CHECK: // circular buffer 1: FLOAT32 27 x 4096 bytes
// CHECK: role: reader
// CHECK: read_slab<uint32_t>(arena, cb_in1_offset, 0, 1, 215, cb_in1_slab_l1, {256, 0, 24, 1});
// CHECK: cb_in0_first = read_slab<uint32_t>(arena, cb_in0_offset, group, size, 1680, cb_in0_slab_l1,
// CHECK-SAME: {16, 1632, 16, 48, 24, 1});
// CHECK: {{.+}} = number < 3;
// CHECK: slab_elements<uint32_t, uint32_t>({{.+}}, first, count, cb_in1_l1, {256, 0, 24, 1});
// CHECK: for (uint32_t tap{{.*}} < 9;
// CHECK: slab_elements<uint32_t, uint32_t>({{.+}}, first, count, cb_in0_l1, {16, 1632, 16, 48, 24, 1});

// Sums stay in DST, and so does what follows them.
// CHECK: void MAIN {
// CHECK: tile_regs_acquire();
// CHECK: fill_tile_bitcast(0, 0);
// CHECK: for (uint32_t tap = 0; tap < 9; ++tap) {
// CHECK: copy_tile(cb_in0, 0, 1);
// CHECK: copy_tile(cb_in1, {{.+}}, 2);
// CHECK: mul_binary_tile(1, 2, 1);
// CHECK: add_binary_tile(0, 1, 0);
// CHECK: }
// CHECK: copy_tile(cb_in2, 0,
// CHECK: add_binary_tile(
// CHECK: tile_regs_commit();
func.func @main(%x: tensor<1x34x34x24xf32>, %w: tensor<3x3x24xf32>, %b: tensor<24xf32>) -> tensor<1x16x16x24xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<1x16x16x24xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<1x16x16x24xf32>) -> tensor<1x16x16x24xf32>
  %0 = linalg.depthwise_conv_2d_nhwc_hwc {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
      ins(%x, %w : tensor<1x34x34x24xf32>, tensor<3x3x24xf32>)
      outs(%f : tensor<1x16x16x24xf32>) -> tensor<1x16x16x24xf32>
  %1 = linalg.generic {
      indexing_maps = [affine_map<(a, b, c, d) -> (a, b, c, d)>, affine_map<(a, b, c, d) -> (d)>,
                       affine_map<(a, b, c, d) -> (a, b, c, d)>],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%0, %b : tensor<1x16x16x24xf32>, tensor<24xf32>) outs(%e : tensor<1x16x16x24xf32>) {
  ^bb0(%a: f32, %c: f32, %o: f32):
    %s = arith.addf %a, %c : f32
    linalg.yield %s : f32
  } -> tensor<1x16x16x24xf32>
  return %1 : tensor<1x16x16x24xf32>
}
