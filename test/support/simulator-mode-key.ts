// The key that exists in simulator mode only, written out: that it is this very text is part of the contract.
// Must never be imported from src/.

export const SIMULATOR_MODE_KEY = 'gy_test_local_development_key';
