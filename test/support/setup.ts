// Runs before every test file: decorators need reflect-metadata before the first class is read.
// Must never do anything a test file would have to know about.
import 'reflect-metadata';
