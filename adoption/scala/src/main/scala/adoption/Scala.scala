package adoption

import scala.io.StdIn
import scala.util.Properties

/** Reads the environment again at each line of input. */
object Scala {
  private val kept = sys.env

  def main(arguments: Array[String]): Unit =
    do {
      println("get=" + Properties.envOrElse("DB_PASSWORD", "none"))
      println("map=" + sys.env("DB_PASSWORD"))
      println("kept=" + kept("DB_PASSWORD"))
      println(".")
    } while (StdIn.readLine() != null)
}
