// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-tenstorrent-l1-tensors=false --compile-to=tt-kernels %s | FileCheck %s

// A softmax between two products reads 32 of its rows at a time as the five tiles that they lie in, and
// writes them so.

// CHECK: program: main_dispatch_1{{.*}} lowering: reduction
// CHECK: void kernel_main() {
// CHECK-NOT: read_tile_lines<
// CHECK: read_tile_block<1>(arena, {{.+}}, {{.+}}, 4096, 5, 1, {{.+}}, 1, {{.+}}, 5, {2, 5, 5, 1});
// CHECK: void kernel_main() {
// CHECK-NOT: write_tile_lines<
// CHECK: write_tile_block<1>(arena, {{.+}}, {{.+}}, 4096, 5, {{.+}}, 1, {{.+}}, 5, {2, 5, 5, 1});
// CHECK: program: main_dispatch_2{{.*}} lowering: contraction
// CHECK: read_tile_block<1>(arena, left_offset, left_l1, 4096, 5, 1, {{.+}}, {2, 5, 5, 1});
func.func @main(%x: tensor<64x96xf32>, %v: tensor<96x160xf32>, %u: tensor<160x32xf32>) -> tensor<64x32xf32> {
  %low = stablehlo.constant dense<0xFF800000> : tensor<f32>
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %a = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x160xf32>) -> tensor<64x160xf32>
  %m = stablehlo.reduce(%a init: %low) applies stablehlo.maximum across dimensions = [1] : (tensor<64x160xf32>, tensor<f32>) -> tensor<64xf32>
  %mb = stablehlo.broadcast_in_dim %m, dims = [0] : (tensor<64xf32>) -> tensor<64x160xf32>
  %d = stablehlo.subtract %a, %mb : tensor<64x160xf32>
  %e = stablehlo.exponential %d : tensor<64x160xf32>
  %s = stablehlo.reduce(%e init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<64x160xf32>, tensor<f32>) -> tensor<64xf32>
  %sb = stablehlo.broadcast_in_dim %s, dims = [0] : (tensor<64xf32>) -> tensor<64x160xf32>
  %p = stablehlo.divide %e, %sb : tensor<64x160xf32>
  %y = stablehlo.dot %p, %u : (tensor<64x160xf32>, tensor<160x32xf32>) -> tensor<64x32xf32>
  return %y : tensor<64x32xf32>
}
