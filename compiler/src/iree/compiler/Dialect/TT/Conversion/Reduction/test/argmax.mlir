// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s

// First the largest element, then the least position that has it.

// CHECK: lowering: reduction
// CHECK: write_tile_positions<1>(0, 0, 32, first_reduced, 64, cb_in1_l1, 2, {32, 0, 64, 1});
// CHECK: void MAIN {
// CHECK: sfpu_reduce<PoolType::MAX, DataFormat::Float32>(0);
// CHECK: binary_min_int32_tile(0,
// CHECK: sfpu_reduce<PoolType::MIN, DataFormat::Int32>(0);
func.func @main(%x: tensor<40x64xf32>) -> (tensor<40xf32>, tensor<40xi32>) {
  %low = arith.constant 0xFF800000 : f32
  %zero = arith.constant 0 : i32
  %ve = tensor.empty() : tensor<40xf32>
  %ie = tensor.empty() : tensor<40xi32>
  %v = linalg.fill ins(%low : f32) outs(%ve : tensor<40xf32>) -> tensor<40xf32>
  %i = linalg.fill ins(%zero : i32) outs(%ie : tensor<40xi32>) -> tensor<40xi32>
  %r:2 = linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i)>],
    iterator_types = ["parallel", "reduction"]
  } ins(%x : tensor<40x64xf32>) outs(%v, %i : tensor<40xf32>, tensor<40xi32>) {
  ^bb0(%in: f32, %best: f32, %at: i32):
    %j = linalg.index 1 : index
    %k = arith.index_cast %j : index to i32
    %better = arith.cmpf ogt, %in, %best : f32
    %new = arith.select %better, %in, %best : f32
    %where = arith.select %better, %k, %at : i32
    linalg.yield %new, %where : f32, i32
  } -> (tensor<40xf32>, tensor<40xi32>)
  return %r#0, %r#1 : tensor<40xf32>, tensor<40xi32>
}
