// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=flow %s | FileCheck %s
// RUN: iree-compile --iree-hal-target-backends=tenstorrent --compile-to=flow %s --iree-tenstorrent-tiled-layouts=false | FileCheck %s --check-prefix=ROWS
// RUN: iree-compile --iree-hal-target-backends=tenstorrent,vmvx --compile-to=flow %s | FileCheck %s --check-prefix=ROWS

// ROWS-NOT: iree_tenstorrent

// A tensor that only matrix products see lies as tiles; what the host sees does not.

// CHECK-LABEL: func.func @chain_dispatch_0
// CHECK-SAME: attributes {iree_tenstorrent.layouts = 1 : i32}
// CHECK-NOT: tensor.load {{.*}}"tiles
// CHECK: tensor.store {{.*}} {iree_tenstorrent.layout = "tiles:128"}
// CHECK-LABEL: func.func @chain_dispatch_1
// CHECK: tensor.load %arg0, {{.*}} {iree_tenstorrent.layout = "tiles:128"}
// CHECK-NOT: "tiles
func.func @chain(%x: tensor<64x96xf32>, %v: tensor<96x128xf32>, %w: tensor<128x32xf32>) -> tensor<64x32xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x128xf32>) -> tensor<64x128xf32>
  %1 = stablehlo.tanh %0 : tensor<64x128xf32>
  %2 = stablehlo.dot %1, %w : (tensor<64x128xf32>, tensor<128x32xf32>) -> tensor<64x32xf32>
  return %2 : tensor<64x32xf32>
}

// The host gets it too.

// CHECK-LABEL: func.func @escapes_dispatch_0
// CHECK-NOT: "tiles
func.func @escapes(%x: tensor<64x96xf32>, %v: tensor<96x160xf32>, %w: tensor<160x32xf32>) -> (tensor<64x160xf32>, tensor<64x32xf32>) {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x160xf32>) -> tensor<64x160xf32>
  %1 = stablehlo.dot %0, %w : (tensor<64x160xf32>, tensor<160x32xf32>) -> tensor<64x32xf32>
  return %0, %1 : tensor<64x160xf32>, tensor<64x32xf32>
}

// No whole tiles.

// CHECK-LABEL: func.func @ragged_dispatch_0
// CHECK-NOT: "tiles
func.func @ragged(%x: tensor<64x96xf32>, %v: tensor<96x40xf32>, %w: tensor<40x32xf32>) -> tensor<64x32xf32> {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x40xf32>) -> tensor<64x40xf32>
  %1 = stablehlo.dot %0, %w : (tensor<64x40xf32>, tensor<40x32xf32>) -> tensor<64x32xf32>
  return %1 : tensor<64x32xf32>
}

// One of those that read it can't read tiles.

// CHECK-LABEL: func.func @sorted_dispatch_0
// CHECK-NOT: "tiles
func.func @sorted(%x: tensor<64x96xf32>, %v: tensor<96x192xf32>, %w: tensor<192x32xf32>) -> (tensor<64x192xf32>, tensor<64x32xf32>) {
  %0 = stablehlo.dot %x, %v : (tensor<64x96xf32>, tensor<96x192xf32>) -> tensor<64x192xf32>
  %1 = stablehlo.dot %0, %w : (tensor<64x192xf32>, tensor<192x32xf32>) -> tensor<64x32xf32>
  %2 = "stablehlo.sort"(%0) ({
  ^bb0(%a: tensor<f32>, %b: tensor<f32>):
    %less = stablehlo.compare LT, %a, %b : (tensor<f32>, tensor<f32>) -> tensor<i1>
    stablehlo.return %less : tensor<i1>
  }) {dimension = 1 : i64} : (tensor<64x192xf32>) -> tensor<64x192xf32>
  return %2, %1 : tensor<64x192xf32>, tensor<64x32xf32>
}

// Calls of one dispatch have the same layouts: of the host's operand, rows.

// CHECK-LABEL: func.func @shared_dispatch_0
// CHECK-NOT: "tiles
func.func @shared(%x: tensor<64x224xf32>, %w: tensor<224x224xf32>) -> tensor<64x224xf32> {
  %0 = stablehlo.dot %x, %w : (tensor<64x224xf32>, tensor<224x224xf32>) -> tensor<64x224xf32>
  %1 = stablehlo.dot %0, %w : (tensor<64x224xf32>, tensor<224x224xf32>) -> tensor<64x224xf32>
  return %1 : tensor<64x224xf32>
}
