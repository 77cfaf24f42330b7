// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// An embedding that is scaled: the reader looks up where each row begins and reads it into the tile, row by row.

// CHECK: lowering: elementwise
// CHECK: // circular buffer 0: FLOAT32
// CHECK-NOT: // circular buffer 1:
// CHECK: role: reader
// CHECK: for (uint32_t row = first_row; row < last_row; ++row) {
// CHECK: read_integer<int32_t>(arena, window,
// CHECK: read_elements<uint32_t, uint32_t>(arena, window, {{.+}}, {64, 1});
// CHECK: void MAIN {
// CHECK: mul_unary_tile(
func.func @main(%table: tensor<500x64xf32>, %ids: tensor<52xi32>) -> tensor<52x64xf32> {
  %e = tensor.empty() : tensor<52x64xf32>
  %scale = arith.constant 8.0 : f32
  %r = linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>],
    iterator_types = ["parallel", "parallel"]
  } ins(%ids : tensor<52xi32>) outs(%e : tensor<52x64xf32>) {
  ^bb0(%id: i32, %out: f32):
    %row = arith.index_cast %id : i32 to index
    %column = linalg.index 1 : index
    %x = tensor.extract %table[%row, %column] : tensor<500x64xf32>
    %s = arith.mulf %x, %scale : f32
    linalg.yield %s : f32
  } -> tensor<52x64xf32>
  return %r : tensor<52x64xf32>
}
