// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// The reader pads blocks in L1. Keys that are not there are marked in a tile of their own.

// CHECK-LABEL: _reader
// CHECK: write_tile_mask({{.+}}, 32, 13);
// CHECK: for (uint32_t tile = begin; tile < end; ++tile) {
// CHECK: read_block<uint32_t, uint32_t, 1>({{.+}}, {37, 20, 20, 1});
// CHECK: for (uint32_t block = 0; block < 2; ++block) {
// CHECK: read_block<uint32_t, uint32_t, 1>({{.+}}, {45, 20, 20, 1});
// CHECK: read_block<uint32_t, uint32_t, 1>({{.+}}, {45, 50, 50, 1});

// Scores of a block of keys: three products of TF32 parts, scaled.

// CHECK-LABEL: _compute
// CHECK: mm_init(cb_q_high, cb_k_high, cb_scores, 1);
// CHECK: tilize_block(cb_q_rows, 1, cb_q);
// CHECK: bitwise_and_tile(0, 0xffffc000u);
// CHECK: for (uint32_t block
// CHECK: matmul_tiles(cb_q_high, cb_k_high, 0, 0, 0, 1);
// CHECK: matmul_tiles(cb_q_high, cb_k_low, 0, 0, 0, 1);
// CHECK: matmul_tiles(cb_q_low, cb_k_high, 0, 0, 0, 1);
// CHECK: mul_unary_tile(0, 1048576000);
// CHECK: {{.+}} = block == 1;
// CHECK: copy_tile(cb_edge, 0, 1);

// The greatest so far, and by how much earlier totals shrink.

// CHECK: reduce_tile<PoolType::MAX, ReduceDim::REDUCE_ROW>(cb_scores_tf32, cb_ones, 0, 0, 0);
// CHECK: unary_bcast<BroadcastType::COL>(cb_peak, 0, 0);
// CHECK: binary_max_tile(0, 1, 2);
// CHECK: pack_tile(2, cb_maximum);
// CHECK: pack_tile(1, cb_rescale);

// Total, and sums of values.

// CHECK: matmul_tiles(cb_weights_high, cb_ones, 0, 0, 0, 0);
// CHECK: pack_tile(0, cb_total);
// CHECK: matmul_tiles(cb_weights_high, cb_v_high, 0, column, 0, 0);
// CHECK: pack_tile(0, cb_sums);
// CHECK: div_binary_tile(0, 1, 0);
// CHECK: pack_untilize_block<2, 2>(cb_result, 1, cb_result_rows, column

// CHECK-LABEL: _writer
// CHECK: write_block<uint32_t, uint32_t, 1>({{.+}}, {37, 50, 50, 1});
func.func @main(%q: tensor<2x37x20xf32>, %k: tensor<2x45x20xf32>, %v: tensor<2x45x50xf32>) -> tensor<2x37x50xf32> {
  %scale = arith.constant 0.25 : f32
  %empty = tensor.empty() : tensor<2x37x50xf32>
  %result = iree_linalg_ext.attention <{indexing_maps = [
      affine_map<(b, m, n, k, j) -> (b, m, k)>, affine_map<(b, m, n, k, j) -> (b, j, k)>,
      affine_map<(b, m, n, k, j) -> (b, j, n)>, affine_map<(b, m, n, k, j) -> ()>,
      affine_map<(b, m, n, k, j) -> (b, m, n)>]}>
      ins(%q, %k, %v, %scale : tensor<2x37x20xf32>, tensor<2x45x20xf32>, tensor<2x45x50xf32>, f32)
      outs(%empty : tensor<2x37x50xf32>) {
  ^bb0(%score: f32):
    iree_linalg_ext.yield %score : f32
  } -> tensor<2x37x50xf32>
  return %result : tensor<2x37x50xf32>
}
