// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Query, key and value of three heads side by side, 64 x 96, lie as tiles in L1: a head is a column of
// them. Nothing is tilized, and the result is written as tiles for the product that follows.

// CHECK: program: main_dispatch_3{{.*}} lowering: attention
// CHECK: void kernel_main() {
// CHECK: const ShardedTiles q_shards
// CHECK-DAG: read_tile_block<1>(q_shards, {{.+}}, q_l1, 4096, 1, 1, {{.+}}, 1, 0, 1, {2, 3, 1, 1});
// CHECK-DAG: read_tile_block<1>(k_shards, {{.+}}, k_l1, 4096, 1, 1, {{.+}}, 1, 0, 1, {2, 3, 1, 1});
// CHECK-DAG: read_tile_block<1>(v_shards, {{.+}}, v_l1, 4096, 1, 1, {{.+}}, 1, 0, 1, {2, 3, 1, 1});
// CHECK: void MAIN {
// CHECK-NOT: tilize_block(
// CHECK-NOT: pack_untilize_block<
// CHECK: void kernel_main() {
// CHECK: write_tile_block<1>(result_shards, {{.+}}, result_l1, 4096, 1, {{.+}}, 1, 0, 1, {2, 3, 1, 1});
func.func @main(%x: tensor<64x96xf32>, %wq: tensor<96x96xf32>, %wk: tensor<96x96xf32>, %wv: tensor<96x96xf32>, %wo: tensor<96x32xf32>) -> tensor<64x32xf32> {
  %zero = arith.constant 0.0 : f32
  %scale = arith.constant 0.17677669 : f32
  %e = tensor.empty() : tensor<64x96xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<64x96xf32>) -> tensor<64x96xf32>
  %q0 = linalg.matmul ins(%x, %wq : tensor<64x96xf32>, tensor<96x96xf32>) outs(%z : tensor<64x96xf32>) -> tensor<64x96xf32>
  %k0 = linalg.matmul ins(%x, %wk : tensor<64x96xf32>, tensor<96x96xf32>) outs(%z : tensor<64x96xf32>) -> tensor<64x96xf32>
  %v0 = linalg.matmul ins(%x, %wv : tensor<64x96xf32>, tensor<96x96xf32>) outs(%z : tensor<64x96xf32>) -> tensor<64x96xf32>
  %q = tensor.expand_shape %q0 [[0], [1, 2]] output_shape [64, 3, 32] : tensor<64x96xf32> into tensor<64x3x32xf32>
  %k = tensor.expand_shape %k0 [[0], [1, 2]] output_shape [64, 3, 32] : tensor<64x96xf32> into tensor<64x3x32xf32>
  %v = tensor.expand_shape %v0 [[0], [1, 2]] output_shape [64, 3, 32] : tensor<64x96xf32> into tensor<64x3x32xf32>
  %ae = tensor.empty() : tensor<64x3x32xf32>
  %a = iree_linalg_ext.attention <{indexing_maps = [
      affine_map<(h, m, n, d, j) -> (m, h, d)>, affine_map<(h, m, n, d, j) -> (j, h, d)>,
      affine_map<(h, m, n, d, j) -> (j, h, n)>, affine_map<(h, m, n, d, j) -> ()>,
      affine_map<(h, m, n, d, j) -> (m, h, n)>]}>
      ins(%q, %k, %v, %scale : tensor<64x3x32xf32>, tensor<64x3x32xf32>, tensor<64x3x32xf32>, f32)
      outs(%ae : tensor<64x3x32xf32>) {
  ^bb0(%score: f32):
    iree_linalg_ext.yield %score : f32
  } -> tensor<64x3x32xf32>
  %r = tensor.collapse_shape %a [[0], [1, 2]] : tensor<64x3x32xf32> into tensor<64x96xf32>
  %ye = tensor.empty() : tensor<64x32xf32>
  %yz = linalg.fill ins(%zero : f32) outs(%ye : tensor<64x32xf32>) -> tensor<64x32xf32>
  %y = linalg.matmul ins(%r, %wo : tensor<64x96xf32>, tensor<96x32xf32>) outs(%yz : tensor<64x32xf32>) -> tensor<64x32xf32>
  return %y : tensor<64x32xf32>
}
