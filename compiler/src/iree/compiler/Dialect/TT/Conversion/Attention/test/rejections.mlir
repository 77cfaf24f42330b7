// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=tt-kernels --iree-tenstorrent-report=- %s -o /dev/null | FileCheck %s

// Scores that the region changes (a soft cap).

// CHECK: "lowering": "general"
// CHECK: "reason": "attention that changes its scores"
func.func @cap(%q: tensor<2x32x32xf32>, %k: tensor<2x32x32xf32>, %v: tensor<2x32x32xf32>) -> tensor<2x32x32xf32> {
  %scale = arith.constant 0.25 : f32
  %empty = tensor.empty() : tensor<2x32x32xf32>
  %result = iree_linalg_ext.attention <{indexing_maps = [
      affine_map<(b, m, n, k, j) -> (b, m, k)>, affine_map<(b, m, n, k, j) -> (b, j, k)>,
      affine_map<(b, m, n, k, j) -> (b, j, n)>, affine_map<(b, m, n, k, j) -> ()>,
      affine_map<(b, m, n, k, j) -> (b, m, n)>]}>
      ins(%q, %k, %v, %scale : tensor<2x32x32xf32>, tensor<2x32x32xf32>, tensor<2x32x32xf32>, f32)
      outs(%empty : tensor<2x32x32xf32>) {
  ^bb0(%score: f32):
    %capped = math.tanh %score : f32
    iree_linalg_ext.yield %capped : f32
  } -> tensor<2x32x32xf32>
  return %result : tensor<2x32x32xf32>
}
