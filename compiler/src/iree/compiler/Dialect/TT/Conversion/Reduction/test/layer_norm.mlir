// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s | FileCheck %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels %s --iree-dispatch-creation-enable-aggressive-fusion=false | FileCheck %s --check-prefix=APART

// Both sums and the result are one dispatch: IREE's aggressive fusion is on by default.

// CHECK-COUNT-1: void MAIN {
// CHECK: sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
// CHECK: sub_binary_tile(
// CHECK: sfpu_reduce<PoolType::SUM, DataFormat::Float32>(0);
// CHECK: rsqrt_tile
// CHECK: sub_binary_tile(
// CHECK-NOT: void MAIN {

// APART-COUNT-2: void MAIN {
#rows = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>
func.func @main(%x: tensor<64x256xf32>) -> tensor<64x256xf32> {
  %zero = arith.constant 0.0 : f32
  %size = arith.constant 256.0 : f32
  %epsilon = arith.constant 1.0e-5 : f32
  %e = tensor.empty() : tensor<64xf32>
  %full = tensor.empty() : tensor<64x256xf32>
  %z = linalg.fill ins(%zero : f32) outs(%e : tensor<64xf32>) -> tensor<64xf32>
  %sum = linalg.generic {indexing_maps = [#rows, #row], iterator_types = ["parallel", "reduction"]}
      ins(%x : tensor<64x256xf32>) outs(%z : tensor<64xf32>) {
  ^bb0(%in: f32, %out: f32):
    %0 = arith.addf %out, %in : f32
    linalg.yield %0 : f32
  } -> tensor<64xf32>
  %centred = linalg.generic {indexing_maps = [#rows, #row, #rows], iterator_types = ["parallel", "parallel"]}
      ins(%x, %sum : tensor<64x256xf32>, tensor<64xf32>) outs(%full : tensor<64x256xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %mean = arith.divf %s, %size : f32
    %0 = arith.subf %in, %mean : f32
    linalg.yield %0 : f32
  } -> tensor<64x256xf32>
  %squares = linalg.generic {indexing_maps = [#rows, #row], iterator_types = ["parallel", "reduction"]}
      ins(%centred : tensor<64x256xf32>) outs(%z : tensor<64xf32>) {
  ^bb0(%in: f32, %out: f32):
    %1 = arith.mulf %in, %in : f32
    %0 = arith.addf %out, %1 : f32
    linalg.yield %0 : f32
  } -> tensor<64xf32>
  %r = linalg.generic {indexing_maps = [#rows, #row, #rows], iterator_types = ["parallel", "parallel"]}
      ins(%centred, %squares : tensor<64x256xf32>, tensor<64xf32>) outs(%full : tensor<64x256xf32>) {
  ^bb0(%in: f32, %s: f32, %out: f32):
    %variance = arith.divf %s, %size : f32
    %stable = arith.addf %variance, %epsilon : f32
    %scale = math.rsqrt %stable : f32
    %0 = arith.mulf %in, %scale : f32
    linalg.yield %0 : f32
  } -> tensor<64x256xf32>
  return %r : tensor<64x256xf32>
}
