// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-input-demote-f64-to-f32=false --iree-tenstorrent-report=- %s -o /dev/null | FileCheck %s

// What this strategy leaves to others, and why.

// CHECK-LABEL: "dispatch": "doubles
// CHECK: "strategy": "reduction"
// CHECK: "reason": "a reduction by 'arith.addf' on f64"
func.func @doubles(%a: tensor<64x100xf64>) -> tensor<64xf64> {
  %z = stablehlo.constant dense<0.0> : tensor<f64>
  %r = stablehlo.reduce(%a init: %z) applies stablehlo.add across dimensions = [1]
      : (tensor<64x100xf64>, tensor<f64>) -> tensor<64xf64>
  return %r : tensor<64xf64>
}

// CHECK-LABEL: "dispatch": "alternating
// CHECK: "strategy": "reduction"
// CHECK: "reason": "a reduction by 'arith.subf' on f32"
func.func @alternating(%a: tensor<64x100xf32>) -> tensor<64xf32> {
  %z = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<64xf32>
  %f = linalg.fill ins(%z : f32) outs(%e : tensor<64xf32>) -> tensor<64xf32>
  %r = linalg.generic {
    indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>],
    iterator_types = ["parallel", "reduction"]
  } ins(%a : tensor<64x100xf32>) outs(%f : tensor<64xf32>) {
  ^bb0(%x: f32, %sum: f32):
    %s = arith.subf %x, %sum : f32
    linalg.yield %s : f32
  } -> tensor<64xf32>
  return %r : tensor<64xf32>
}
