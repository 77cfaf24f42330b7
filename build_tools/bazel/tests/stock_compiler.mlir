// RUN: iree-opt %s --canonicalize | FileCheck %s
// RUN: iree-opt %s --canonicalize | FileCheck --check-prefix=ABSENT %S/stock_compiler.txt
// RUN: %python -c "import iree.compiler.ir"

// The wheel's iree-opt, FileCheck, data files and Python are all there for RUN lines.

// CHECK-LABEL: func.func @folds
// CHECK-NEXT: %[[C:.+]] = arith.constant 5 : i32
// CHECK-NEXT: return %[[C]]
func.func @folds() -> i32 {
  %a = arith.constant 2 : i32
  %b = arith.constant 3 : i32
  %c = arith.addi %a, %b : i32
  return %c : i32
}
