// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Rows are made tiles of by the unpacker and stay in L1 for all three runs over them; the exponentials are kept
// for the last one. Maxima and sums are broadcast by the writer, and are unpacked once for four tiles.

// CHECK: lowering: reduction
// CHECK: read_block<uint32_t, uint32_t, 1>(
// CHECK: void MAIN {
// CHECK: tilize_block(cb_raw0, 8, cb_in0);
// CHECK: tile_regs_acquire();
// CHECK: cb_wait_front(cb_in0, 8);
// CHECK: binary_max_tile(0, 1, 0);
// CHECK: transpose_wh_dest<true>(0);
// CHECK: sfpu_reduce<PoolType::MAX, DataFormat::Float32>(0);
// CHECK: transpose_wh_dest<true>(0);
// CHECK: pack_tile(0, [[MAX:cb_result[0-9]+]]);
// CHECK: sub_binary_tile(
// CHECK: exp_tile_init();
// CHECK-COUNT-4: exp_tile({{[0-9]}});
// CHECK: cb_reserve_back({{.+}}, 4);
// CHECK: pack_tile({{.}}, [[SAVED:cb_saved[0-9]+]]);
// CHECK: for (
// CHECK: copy_tile([[SAVED]],
// CHECK: add_binary_tile(0, 1, 0);
// CHECK: sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
// CHECK-NOT: exp_tile(
// CHECK: copy_tile([[SAVED]],
// CHECK: copy_tile(cb_broadcast
// CHECK-NOT: copy_tile(cb_broadcast
// CHECK: cb_reserve_back(cb_out0, 4);
// CHECK: cb_pop_front(cb_in0, 8);
// CHECK: void kernel_main() {
// CHECK: broadcast_tile_column(
// CHECK: broadcast_tile_column(
// CHECK: write_tile_lines<uint32_t, uint32_t, 1>(
func.func @main(%x: tensor<100x256xf32>) -> tensor<100x256xf32> {
  %e = tensor.empty() : tensor<100x256xf32>
  %r = linalg.softmax dimension(1) ins(%x : tensor<100x256xf32>) outs(%e : tensor<100x256xf32>) -> tensor<100x256xf32>
  return %r : tensor<100x256xf32>
}
