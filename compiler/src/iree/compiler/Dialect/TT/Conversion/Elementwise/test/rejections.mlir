// RUN: iree-compile --iree-input-demote-f64-to-f32=false --iree-hal-target-backends=tenstorrent --iree-tenstorrent-report=- %s -o /dev/null | FileCheck %s

// What is not elementwise goes to the next strategy, and the report says why.

// CHECK: "dispatch": "reduction_dispatch_0
// CHECK: "lowering": "{{reduction|general}}"
// CHECK: "strategy": "elementwise",
// CHECK-NEXT: "reason": "a reduction"
func.func @reduction(%a: tensor<64x100xf32>) -> tensor<64xf32> {
  %zero = arith.constant 0.0 : f32
  %e = tensor.empty() : tensor<64xf32>
  %f = linalg.fill ins(%zero : f32) outs(%e : tensor<64xf32>) -> tensor<64xf32>
  %r = linalg.reduce { arith.addf } ins(%a : tensor<64x100xf32>) outs(%f : tensor<64xf32>) dimensions = [1]
  return %r : tensor<64xf32>
}

// CHECK: "dispatch": "doubles_dispatch_0
// CHECK: "lowering": "{{reduction|general}}"
// CHECK: "reason": "elements of type f64 in memory"
func.func @doubles(%a: tensor<8xf64>) -> tensor<8xf64> {
  %r = arith.addf %a, %a : tensor<8xf64>
  return %r : tensor<8xf64>
}
