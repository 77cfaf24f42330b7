// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Batches, rows and keys of any number, and a boolean mask: sizes are push constants in all kernels, and the last
// block of keys has as many as are left.

// CHECK: lowering: attention
// CHECK: role: reader
// CHECK: write_tile_mask(edge_l1, 32, last_keys);
// CHECK: for (uint32_t block = 0; block < {{v.+}}; ++block) {
// CHECK: read_block<uint8_t, uint32_t, 1>(
// CHECK: void MAIN {
// CHECK: for (uint32_t block = 0; block < {{v.+}}; ++block) {
// CHECK: copy_tile(cb_mask, 0, 1);
// CHECK-NEXT: typecast_tile_init
// CHECK: copy_tile(cb_edge, 0, 1);
func.func @main(%q: tensor<?x?x32xf32>, %k: tensor<?x?x32xf32>, %v: tensor<?x?x32xf32>, %m: tensor<?x?x?xi1>)
    -> tensor<?x?x32xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %b = tensor.dim %q, %c0 : tensor<?x?x32xf32>
  %r = tensor.dim %q, %c1 : tensor<?x?x32xf32>
  %scale = arith.constant 0.25 : f32
  %e = tensor.empty(%b, %r) : tensor<?x?x32xf32>
  %0 = iree_linalg_ext.attention <{indexing_maps = [
      affine_map<(b, m, n, k, j) -> (b, m, k)>, affine_map<(b, m, n, k, j) -> (b, j, k)>,
      affine_map<(b, m, n, k, j) -> (b, j, n)>, affine_map<(b, m, n, k, j) -> ()>,
      affine_map<(b, m, n, k, j) -> (b, m, j)>, affine_map<(b, m, n, k, j) -> (b, m, n)>]}>
      ins(%q, %k, %v, %scale, %m : tensor<?x?x32xf32>, tensor<?x?x32xf32>, tensor<?x?x32xf32>, f32, tensor<?x?x?xi1>)
      outs(%e : tensor<?x?x32xf32>) {
  ^bb0(%s: f32):
    iree_linalg_ext.yield %s : f32
  } -> tensor<?x?x32xf32>
  return %0 : tensor<?x?x32xf32>
}
