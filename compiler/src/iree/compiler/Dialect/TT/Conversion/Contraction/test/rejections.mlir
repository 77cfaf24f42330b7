// RUN: iree-compile --iree-hal-target-backends=tenstorrent --iree-input-demote-f64-to-f32=false --iree-tenstorrent-report=- %s -o /dev/null | FileCheck %s

// What is left to other strategies, and why.

// CHECK-LABEL: "dispatch": "doubles
// CHECK: "strategy": "contraction"
// CHECK: "reason": "sums of f64"
func.func @doubles(%a: tensor<8x9xf64>, %b: tensor<9x5xf64>) -> tensor<8x5xf64> {
  %0 = stablehlo.dot %a, %b : (tensor<8x9xf64>, tensor<9x5xf64>) -> tensor<8x5xf64>
  return %0 : tensor<8x5xf64>
}

// CHECK-LABEL: "dispatch": "sums
// CHECK: "strategy": "contraction"
// CHECK: "reason": "a sum of something else than products"
func.func @sums(%a: tensor<8x9xf64>) -> tensor<8xf64> {
  %z = stablehlo.constant dense<0.0> : tensor<f64>
  %0 = stablehlo.reduce(%a init: %z) applies stablehlo.add across dimensions = [1]
      : (tensor<8x9xf64>, tensor<f64>) -> tensor<8xf64>
  return %0 : tensor<8xf64>
}
