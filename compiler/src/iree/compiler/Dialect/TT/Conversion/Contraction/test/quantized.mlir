// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// Weights of four bits with a scale for each column: the reader unpacks them, each becomes one tile for the FPU (the
// integers are exact in TF32), and the sum is scaled in DST.

// CHECK: lowering: contraction
// CHECK: const uint64_t [[HALVES:v[0-9]+]] = {{.+}} * 2;
// CHECK: read_block<packed_i4, int32_t, 1>(
// CHECK: void MAIN {
// CHECK: constexpr uint32_t cb_right_tiles = 6;
// CHECK: typecast_tile<(uint32_t)DataFormat::Int32, (uint32_t)DataFormat::Float32>(0);
// CHECK: pack_tile<true>(0, cb_right_tiles,
// CHECK: copy_tile(cb_load0_tiles,
// CHECK: mul_binary_tile(
func.func @main(%x: tensor<8x64xf32>, %w: tensor<64x32xi4>, %s: tensor<32xf32>) -> tensor<8x32xf32> {
  %e = tensor.empty() : tensor<64x32xf32>
  %d = linalg.generic {
      indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j)>, affine_map<(i, j) -> (i, j)>],
      iterator_types = ["parallel", "parallel"]}
      ins(%w, %s : tensor<64x32xi4>, tensor<32xf32>) outs(%e : tensor<64x32xf32>) {
  ^bb0(%q: i4, %scale: f32, %o: f32):
    %f = arith.sitofp %q : i4 to f32
    %m = arith.mulf %f, %scale : f32
    linalg.yield %m : f32
  } -> tensor<64x32xf32>
  %zero = arith.constant 0.0 : f32
  %y = tensor.empty() : tensor<8x32xf32>
  %i = linalg.fill ins(%zero : f32) outs(%y : tensor<8x32xf32>) -> tensor<8x32xf32>
  %r = linalg.matmul ins(%x, %d : tensor<8x64xf32>, tensor<64x32xf32>) outs(%i : tensor<8x32xf32>) -> tensor<8x32xf32>
  return %r : tensor<8x32xf32>
}
