// RUN: iree-compile --iree-hal-target-backends=tenstorrent %s -o %t --iree-tenstorrent-report=- | FileCheck %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=flow %s | FileCheck %s --check-prefix=FLOW

// A layer norm's first part has results of two shapes, which no strategy has: it becomes a sum with what is left
// without the mean, and a sum of squares. The first's result is what the second needs.

// CHECK: "dispatch": "centred_dispatch_0_{{.*}}_part_0"
// CHECK: "lowering": "reduction"
// CHECK: "dispatch": "centred_dispatch_0_{{.*}}_part_1"
// CHECK: "lowering": "reduction"
// FLOW: util.func public @centred(
// FLOW: %[[FIRST:.*]] = flow.dispatch @centred_dispatch_0_part_0::@{{.*}}_part_0(%{{.*}}) : (tensor<128x256xf32>) -> tensor<128x256xf32>
// FLOW: flow.dispatch @centred_dispatch_0_part_1::@{{.*}}_part_1(%[[FIRST]]) : (tensor<128x256xf32>) -> tensor<128xf32>
// FLOW: hal.tensor.export %[[FIRST]]
func.func @centred(%x: tensor<128x256xf32>) -> (tensor<128xf32>, tensor<128x256xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %n = stablehlo.constant dense<256.0> : tensor<128xf32>
  %0 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<128x256xf32>, tensor<f32>) -> tensor<128xf32>
  %1 = stablehlo.divide %0, %n : tensor<128xf32>
  %2 = stablehlo.broadcast_in_dim %1, dims = [0] : (tensor<128xf32>) -> tensor<128x256xf32>
  %3 = stablehlo.subtract %x, %2 : tensor<128x256xf32>
  %4 = stablehlo.multiply %3, %3 : tensor<128x256xf32>
  %5 = stablehlo.reduce(%4 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<128x256xf32>, tensor<f32>) -> tensor<128xf32>
  return %5, %3 : tensor<128xf32>, tensor<128x256xf32>
}

// The same of few elements stays one dispatch of scalar loops.

// CHECK: "dispatch": "small_dispatch_0
// CHECK-NOT: _part_
// CHECK: "lowering": "general"
func.func @small(%x: tensor<8x16xf32>) -> (tensor<8xf32>, tensor<8x16xf32>) {
  %zero = stablehlo.constant dense<0.0> : tensor<f32>
  %0 = stablehlo.reduce(%x init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  %2 = stablehlo.broadcast_in_dim %0, dims = [0] : (tensor<8xf32>) -> tensor<8x16xf32>
  %3 = stablehlo.subtract %x, %2 : tensor<8x16xf32>
  %4 = stablehlo.multiply %3, %3 : tensor<8x16xf32>
  %5 = stablehlo.reduce(%4 init: %zero) applies stablehlo.add across dimensions = [1] : (tensor<8x16xf32>, tensor<f32>) -> tensor<8xf32>
  return %5, %3 : tensor<8xf32>, tensor<8x16xf32>
}
