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

// CHECK-LABEL: "dispatch": "matmul
// CHECK: "strategy": "reduction"
// CHECK: "reason": "no reduction"
func.func @matmul(%a: tensor<64x100xf32>, %b: tensor<100x50xf32>) -> tensor<64x50xf32> {
  %r = stablehlo.dot %a, %b : (tensor<64x100xf32>, tensor<100x50xf32>) -> tensor<64x50xf32>
  return %r : tensor<64x50xf32>
}
